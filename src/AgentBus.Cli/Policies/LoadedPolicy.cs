using AgentBus.Rego;

namespace AgentBus.Cli.Policies;

/// <summary>A policy with the number of modules that it was compiled of.</summary>
internal sealed record LoadedPolicy(CompiledPolicy Policy, int Modules);
