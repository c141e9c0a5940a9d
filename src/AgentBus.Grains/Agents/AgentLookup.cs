using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>Looks agents up for those who may (AGT-07).</summary>
internal static class AgentLookup
{
    /// <summary>One agent.</summary>
    public static async Task<Result<AgentEntry>> GetAsync(IGrainFactory grains, SessionGate.Entry asker, string agent) =>
        AccessRules.LookUp(asker.Principal, asker.Snapshot) is { } refusal ? refusal : await Directory(grains, asker).GetAsync(agent);

    /// <summary>Those that match.</summary>
    public static async Task<Result<AgentPage>> FindAsync(IGrainFactory grains, SessionGate.Entry asker, AgentQuery query) =>
        AccessRules.LookUp(asker.Principal, asker.Snapshot) is { } refusal ? refusal : await Directory(grains, asker).FindAsync(query);

    private static IAgentDirectory Directory(IGrainFactory grains, SessionGate.Entry asker) =>
        grains.GetGrain<IAgentDirectory>(asker.Snapshot.Tenant.AgentsKey);
}
