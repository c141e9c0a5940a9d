using AgentBus.Rego.Builtins;

namespace AgentBus.Rego.Compile;

/// <summary>What a call calls.</summary>
internal abstract record CallTarget(string Name);

internal sealed record BuiltinTarget(BuiltinDefinition Definition) : CallTarget(Definition.Name);

/// <summary>A function of the policy, by its path below data.</summary>
internal sealed record FunctionTarget(string Path) : CallTarget(Path);
