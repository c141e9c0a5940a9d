using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>What an agent receives by acknowledgement: its inbox, and the work queues that it serves; the same grain as <see cref="IAgentGrain"/>.</summary>
[Alias("agentbus.IAgentInbox")]
public interface IAgentInbox : IGrainWithStringKey
{
    /// <summary>
    /// The session takes messages out of its agent's inbox (a socket session all, unless it wants only the
    /// replies that it awaits; a side session no more than those) or out of a work-queue channel that it may subscribe to. Repeated every 20 s. An inbox in which nothing is unsettled is not opened for a socket session
    /// before something comes; the state is all zeros then.
    /// </summary>
    [Public, AlwaysInterleave, Alias("Attach")]
    Task<Result<QueueState>> AttachAsync(AttachRequest request, IDeliveryObserver observer);

    /// <summary>The session takes no more of it.</summary>
    [Public, AlwaysInterleave, Alias("Detach")]
    Task DetachAsync(AttachRequest request);

    /// <summary>Settles messages of a queue, or notes the position up to which the agent has dealt with a channel. The answer comes after the commit.</summary>
    [Public, AlwaysInterleave, Alias("Settle")]
    Task<Refusal?> SettleAsync(SettleRequest request);

    /// <summary>Something waits in the agent's inbox, and no session takes it: one that would is attached.</summary>
    [BusOnly, AlwaysInterleave, Alias("Arrived")]
    Task ArrivedAsync();
}
