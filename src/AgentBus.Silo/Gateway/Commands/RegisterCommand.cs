using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>register</c>: registers the session's agent (AGT-01).</summary>
internal sealed class RegisterCommand(IClusterClient cluster) : ICommandHandler
{
    private static readonly string[] Named = ["name", "version", "capabilities"];

    public CommandDescription Description { get; } = new("register", "Registers the session's agent; refused with `agent_already_registered` the second time.")
    {
        Arguments =
        [
            new("name", "What people call it."),
            new("version", "Its version."),
            new("capabilities", "What it can do, comma-separated."),
        ],
        FurtherArguments = "All others are kept as the agent's metadata.",
        PerMinute = 20,
        Example = """{"name": "Scribe", "version": "1.2.0", "capabilities": "summarise,translate", "team": "blue"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var description = new AgentDescription(
            context["name"],
            context["version"],
            [.. context["capabilities"].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            context.Arguments.Where(static argument => !Named.Contains(argument.Key)).ToImmutableDictionary());
        var agent = cluster.GetGrain<IAgentAdmin>(context.Agent);
        return await agent.RegisterAsync(context.Session, description) is { } refusal ? refusal : CommandResult.Done;
    }
}
