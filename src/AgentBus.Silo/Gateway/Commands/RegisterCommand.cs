using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>
/// <c>register</c>: registers the session's agent (AGT-01). Arguments: <c>name</c>, <c>version</c>, <c>capabilities</c> (comma-separated);
/// all others are kept as its metadata.
/// </summary>
internal sealed class RegisterCommand(IClusterClient cluster) : ICommandHandler
{
    private static readonly string[] Named = ["name", "version", "capabilities"];

    public string Name => "register";

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var description = new AgentDescription(
            context["name"],
            context["version"],
            [.. context["capabilities"].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            context.Arguments.Where(static argument => !Named.Contains(argument.Key)).ToImmutableDictionary());
        var agent = cluster.GetGrain<IAgentAdmin>(context.Principal.Agent.GrainKey);
        return await agent.RegisterAsync(context.Session, description) is { } refusal ? refusal : CommandResult.Done;
    }
}
