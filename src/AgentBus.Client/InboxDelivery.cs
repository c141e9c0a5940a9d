using AgentBus.Client.Internal;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Client;

/// <summary>
/// A message that this agent alone was handed, out of its inbox or a work queue. Settle each once: acknowledge it, want it again, or reject it.
/// One that is kept unsettled is not handed out again by this client while it is open; the bus counts the attempts, and after its
/// <c>max_deliveries</c> makes a dead letter of it. Thread-safe.
/// </summary>
public sealed class InboxDelivery : Delivery
{
    private readonly QueueBuffer _buffer;
    private int _settled;

    internal InboxDelivery(QueueBuffer buffer) => _buffer = buffer;

    /// <summary>
    /// How often the bus counts it as handed out, from 1. Above 1 it may have been dealt with, in part, before; at 1 too, since what a session had
    /// in hand when it was closed or replaced is handed out again uncounted.
    /// </summary>
    public required int Attempt { get; init; }

    /// <summary>It was sent to this agent, rather than taken from a work queue.</summary>
    public required bool IsDirect { get; init; }

    /// <summary>
    /// It was dealt with. Completes when the bus has noted that; where that cannot be had in time, the message may come again, and
    /// this client then acknowledges it again by itself.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is settled already.</exception>
    /// <exception cref="AgentBusException">Not confirmed in time, or the session is over.</exception>
    public Task AckAsync(CancellationToken cancellationToken = default) => SettleAsync(AckKind.Done, TimeSpan.Zero, "", cancellationToken);

    /// <summary>
    /// It is still being dealt with: the bus's redelivery time begins anew, and no attempt is used. <see cref="AgentBusClient.HandleAsync"/> says so by itself.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is settled already.</exception>
    /// <exception cref="AgentBusException">Not confirmed in time, or the session is over.</exception>
    public Task StillWorkingAsync(CancellationToken cancellationToken = default) => IsSettled
        ? throw Settled()
        : _buffer.StillWorkingAsync(this).WaitAsync(cancellationToken);

    /// <summary>It was not dealt with: the bus hands it out again, to this agent or, from a work queue, to any.</summary>
    /// <param name="after">Not before; null: at once. Milliseconds count.</param>
    /// <param name="cancellationToken">Ends the waiting, not the settling.</param>
    /// <inheritdoc cref="AckAsync"/>
    public Task RetryAsync(TimeSpan? after = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(after ?? TimeSpan.Zero, TimeSpan.Zero, nameof(after));
        return SettleAsync(AckKind.Retry, after ?? TimeSpan.Zero, "", cancellationToken);
    }

    /// <summary>It cannot be dealt with: a dead letter, from which an operator can replay it.</summary>
    /// <param name="reason">Why, for the operator; the bus keeps up to 1,024 characters.</param>
    /// <param name="cancellationToken">Ends the waiting, not the settling.</param>
    /// <inheritdoc cref="AckAsync"/>
    public Task RejectAsync(string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return SettleAsync(AckKind.Reject, TimeSpan.Zero, reason, cancellationToken);
    }

    internal bool IsSettled => Volatile.Read(ref _settled) != 0;

    /// <summary>True for the one that may settle it.</summary>
    internal bool TakeSettling() => Interlocked.Exchange(ref _settled, 1) == 0;

    internal bool TryParse(out Envelope envelope)
    {
        try
        {
            envelope = Envelope;
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            envelope = new Envelope();
            return false;
        }
    }

    private Task SettleAsync(AckKind kind, TimeSpan after, string reason, CancellationToken cancellationToken) => TakeSettling()
        ? _buffer.SettleAsync(this, kind, after, reason).WaitAsync(cancellationToken)
        : throw Settled();

    private InvalidOperationException Settled() => new($"Message {MessageId} is settled already.");
}
