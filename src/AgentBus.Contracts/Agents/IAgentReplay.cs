using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>Sends again what an agent sent before; the same grain as <see cref="IAgentGrain"/>.</summary>
[Alias("agentbus.IAgentReplay")]
public interface IAgentReplay : IGrainWithStringKey
{
    /// <summary>
    /// Takes a dead letter of this agent through admission with today's policy and the roles that the sender had, to where the letter was.
    /// Its clearance is the one that the message itself asked for.
    /// </summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Replay")]
    Task<Receipt> ReplayAsync(DeadLetter letter);
}
