using AgentBus.Contracts;
using AgentBus.Model;
using Google.Protobuf.WellKnownTypes;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>list_agents</c>: finds agents of the tenant (AGT-02).</summary>
internal sealed class ListAgentsCommand(IClusterClient cluster) : ICommandHandler
{
    /// <summary>Who may look agents up.</summary>
    public const string WhoMayLook = "Those whose roles cover the subject `ace.comms.{agent|http}.directory.agents.qry.v1`.";

    /// <summary>What agents say of themselves can be long: a page ends earlier than its limit, so that it never fills a connection's send queue.</summary>
    private const int MaxBytes = 256 * 1024;

    public CommandDescription Description { get; } = new("list_agents", "The agents of the tenant that match all that is asked for, in ordinal order of their ids.")
    {
        Arguments = AgentArguments.Filters,
        Reply =
        [
            new("agents", "list", "Objects with the fields of agent_info; fewer than `limit` where they are long."),
            new("next", "text", "The next page goes on `after` this id; empty: this was the last."),
        ],
        Permission = WhoMayLook,
        Example = """{"capability": "summarise", "presence": "online", "limit": "20"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var found = await cluster.GetGrain<IAgentLookup>(context.Agent).FindAsync(context.Session, AgentArguments.Query(context));
        return found.IsOk ? Answer(found.Value) : found.Refusal;
    }

    private static CommandResult Answer(AgentPage page)
    {
        var (items, bytes, next) = (new List<Value>(), 0, page.Next);
        foreach (var agent in page.Agents)
        {
            var item = Value.ForStruct(AgentArguments.Data(agent));
            bytes += item.CalculateSize();
            if (items.Count > 0 && bytes > MaxBytes)
            {
                next = page.Agents[items.Count - 1].Agent.Agent;
                break;
            }

            items.Add(item);
        }

        return CommandResult.Of(("agents", CommandValues.List(items)), ("next", CommandValues.Text(next)));
    }
}
