using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Services;

/// <summary>Looks agents up for an agent that acts through the bus.</summary>
internal static class AgentFinding
{
    /// <summary>The page that the query asks for.</summary>
    /// <exception cref="AgentBusError">The agent may not look, or its session cannot be opened.</exception>
    public static async Task<AgentPage> FindAsync(
        IGrainFactory grains, ClusterBreaker breaker, ActingAgent asker, AgentQuery query, CancellationToken cancellationToken)
    {
        var lookup = grains.GetGrain<IAgentLookup>(asker.Key.GrainKey);
        var found = await breaker.CallAsync(() => asker.RunAsync(session => lookup.FindAsync(session.Token, query), cancellationToken));
        return found.IsOk ? found.Value : throw ErrorFactory.Create(found.Refusal);
    }
}
