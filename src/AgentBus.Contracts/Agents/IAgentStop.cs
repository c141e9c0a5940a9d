using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>The kill switch at one agent; the same grain as <see cref="IAgentGrain"/>.</summary>
[Alias("agentbus.IAgentStop")]
public interface IAgentStop : IGrainWithStringKey
{
    /// <summary>
    /// Ends every session of the agent at once, with this reason (AGT-08), and answers when their holders have been told and its queues serve them no more, or names after
    /// <paramref name="limit"/> what is not known of.
    /// </summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Stop")]
    Task<AgentStopped> StopAsync(Refusal reason, TimeSpan limit);

    /// <summary>
    /// Tries to send as the agent: a message goes through its admission as any other does, with today's settings. It comes from nobody with a role and
    /// goes to an agent that does not exist, so that it is delivered in no case.
    /// </summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Probe")]
    Task<SendProbe> ProbeAsync();
}
