using System.Collections.Immutable;
using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>
/// A channel whose messages are handed to one consumer each and stay until they are settled: an agent's inbox
/// (<see cref="ChannelKey.Inbox"/>), and a work-queue channel (STR-09, MSG-11). At least once; higher priority first, FIFO within.
/// Key: <see cref="ChannelKey"/>.
/// </summary>
[Alias("agentbus.IQueueGrain")]
public interface IQueueGrain : IGrainWithStringKey
{
    /// <summary>
    /// Journals the messages, then hands them out. The answer comes after the commit. At its bound the ladder of MSG-13: refused with
    /// <see cref="Code.InboxFull"/>, stored in the overflow (<see cref="PublishResult.IsSpilled"/>), or a dead letter and refused with the same code;
    /// an inbox refuses with <see cref="Code.AgentNotRegistered"/> where its agent is not.
    /// </summary>
    [BusOnly, AlwaysInterleave, Alias("Publish")]
    Task<PublishResult> PublishAsync(PublishRequest request);

    /// <summary>Hands messages to this consumer from now on; again: renews it, with the window and clearance of now.</summary>
    [BusOnly, AlwaysInterleave, Alias("Attach")]
    Task<Result<QueueState>> AttachAsync(QueueConsumer consumer, IDeliveryObserver observer);

    /// <summary>The consumer takes no more; what it had is handed out again, without counting as an attempt.</summary>
    [BusOnly, AlwaysInterleave, Alias("Detach")]
    Task DetachAsync(string sessionId);

    /// <summary>Takes a consumer's word on messages; the answer comes after the commit.</summary>
    [BusOnly, AlwaysInterleave, Alias("Settle")]
    Task<Refusal?> SettleAsync(string sessionId, ulong epoch, ImmutableArray<Settlement> settlements);

    /// <summary>Inbox only: the session waits for replies to these requests. Said before they are sent.</summary>
    [BusOnly, AlwaysInterleave, Alias("Await")]
    Task AwaitRepliesAsync(ImmutableArray<AwaitedReply> replies);

    /// <summary>Where the queue stands.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Describe")]
    Task<QueueState> DescribeAsync();

    /// <summary>Its agent was retired, or its channel deleted or changed: whoever holds it goes.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Close")]
    Task CloseAsync();
}
