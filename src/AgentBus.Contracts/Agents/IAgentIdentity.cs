using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>Tells other grains whom a session speaks for; the same grain as <see cref="IAgentGrain"/>.</summary>
[Alias("agentbus.IAgentIdentity")]
public interface IAgentIdentity : IGrainWithStringKey
{
    /// <summary>The principal of an open session, or why there is none.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Identify")]
    Task<Result<Principal>> IdentifyAsync(SessionToken session);
}
