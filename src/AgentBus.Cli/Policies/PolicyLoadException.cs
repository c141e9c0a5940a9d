using AgentBus.Rego;

namespace AgentBus.Cli.Policies;

/// <summary>Policies that do not compile, with all errors that were found.</summary>
internal sealed class PolicyLoadException(IReadOnlyList<RegoError> errors) : Exception("the policies do not compile")
{
    public IReadOnlyList<RegoError> Errors { get; } = errors;
}
