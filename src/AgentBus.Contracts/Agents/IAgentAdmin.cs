using AgentBus.Model;
using Orleans;

namespace AgentBus.Contracts;

/// <summary>Registration and lifecycle of one agent; the same grain as <see cref="IAgentGrain"/>.</summary>
[Alias("agentbus.IAgentAdmin")]
public interface IAgentAdmin : IGrainWithStringKey
{
    /// <summary>Registers the session's agent; refused with <see cref="Code.AgentAlreadyRegistered"/> the second time (AGT-01).</summary>
    [Public, Alias("Register")]
    Task<Refusal?> RegisterAsync(SessionToken session, AgentDescription description);

    /// <summary>What the agent says of itself; null where it is not registered.</summary>
    [BusOnly(Silo = true), Alias("Describe")]
    Task<AgentDescription?> DescribeAsync();

    /// <summary>Ends every session of the agent at once, with this reason (AGT-08).</summary>
    [BusOnly(Silo = true), Alias("EndSessions")]
    Task EndSessionsAsync(Refusal reason);
}
