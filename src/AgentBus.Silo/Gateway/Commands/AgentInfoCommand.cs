using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>agent_info</c>: one agent of the tenant (AGT-02).</summary>
internal sealed class AgentInfoCommand(IClusterClient cluster) : ICommandHandler
{
    public CommandDescription Description { get; } = new("agent_info", "An agent of the tenant; refused with `agent_not_registered` where there is none of that id.")
    {
        Arguments = [AgentArguments.Agent],
        Reply = AgentArguments.Fields,
        Permission = ListAgentsCommand.WhoMayLook,
        Example = """{"agent_id": "scribe"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var found = await cluster.GetGrain<IAgentLookup>(context.Agent).GetAsync(context.Session, context[AgentArguments.Agent.Name]);
        return found.IsOk ? new CommandResult(AgentArguments.Data(found.Value)) : found.Refusal;
    }
}
