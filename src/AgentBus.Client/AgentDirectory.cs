using System.Runtime.CompilerServices;
using AgentBus.Client.Internal;

namespace AgentBus.Client;

/// <summary>The agents of the tenant, to find each other (AGT-02). Who may look, the tenant's roles say. Thread-safe.</summary>
public sealed class AgentDirectory
{
    private readonly BusSession _session;

    internal AgentDirectory(BusSession session) => _session = session;

    /// <summary>The agents that match, in ordinal order of their ids, page by page as the iteration goes on; agents that come or go meanwhile may be in it or not.</summary>
    /// <param name="query">Which; null: all.</param>
    /// <param name="cancellationToken">Ends the iteration.</param>
    /// <exception cref="ArgumentException">A value of the query is none that can be asked for.</exception>
    /// <exception cref="AgentBusException">While iterating: refused, no answer in time, or the session is over.</exception>
    public IAsyncEnumerable<AgentInfo> FindAsync(AgentQuery? query = null, CancellationToken cancellationToken = default) =>
        PageAsync(AgentMap.ToArguments(query ?? new AgentQuery()), cancellationToken);

    /// <summary>One agent; null: the tenant has none of this id.</summary>
    /// <exception cref="AgentBusException">Refused, no answer in time, or the session is over.</exception>
    public async Task<AgentInfo?> GetAsync(string agentId, CancellationToken cancellationToken = default)
    {
        RoutingNames.CheckAgent(agentId, nameof(agentId));
        try
        {
            return AgentMap.ToInfo(await CommandCalls.RunAsync(_session, "agent_info", [new("agent_id", agentId)], cancellationToken));
        }
        catch (AgentBusException e) when (e.Code == AgentBusCodes.AgentNotRegistered)
        {
            return null;
        }
    }

    private async IAsyncEnumerable<AgentInfo> PageAsync(Dictionary<string, string> arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var page = await CommandCalls.RunAsync(_session, "list_agents", arguments, cancellationToken);
            foreach (var agent in page.Fields["agents"].ListValue.Values)
            {
                yield return AgentMap.ToInfo(agent.StructValue);
            }

            arguments["after"] = page.Fields["next"].StringValue;
        }
        while (arguments["after"].Length > 0);
    }
}
