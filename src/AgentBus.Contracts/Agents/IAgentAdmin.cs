using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>Registration and lifecycle of one agent; the same grain as <see cref="IAgentGrain"/>.</summary>
[Alias("agentbus.IAgentAdmin")]
public interface IAgentAdmin : IGrainWithStringKey
{
    /// <summary>Registers the session's agent; refused with <see cref="Code.AgentAlreadyRegistered"/> the second time (AGT-01).</summary>
    [Public, Alias("Register")]
    Task<Refusal?> RegisterAsync(SessionToken session, AgentDescription description);

    /// <summary>Takes the registration back: the agent is not found any more, and its inbox takes nothing. It may register again.</summary>
    [Public, Alias("Unregister")]
    Task<Refusal?> UnregisterAsync(SessionToken session);

    /// <summary>What the agent says of itself; null where it is not registered, or was retired.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Describe")]
    Task<AgentDescription?> DescribeAsync();

    /// <summary>Ends the sessions that the tenant's settings allow no more: a revoked credential, a disabled agent.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("RecheckSessions")]
    Task RecheckSessionsAsync();
}
