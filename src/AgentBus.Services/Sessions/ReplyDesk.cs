using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>
/// Takes what a session is handed out of its agent's inbox: replies that are waited for, and ordinary messages for the agent's handler. Where there
/// is no handler, what nobody waits for is given back, and then goes where ordinary messages go. Thread-safe.
/// </summary>
internal sealed class ReplyDesk(IAgentInbox inbox, MessageWorker? worker, TimeProvider time) : IDeliveryObserver, IDisposable
{
    private readonly ConcurrentDictionary<string, PendingReply> _pending = new(StringComparer.Ordinal);
    private SessionToken? _session;

    /// <summary>There is a handler, or somebody waited for a reply once.</summary>
    public bool InUse { get; private set; } = worker is not null;

    /// <summary>Works for this session from now on.</summary>
    public void Serve(SessionToken session) => _session = session;

    /// <summary>Waits for a reply to a request.</summary>
    public PendingReply Expect(string messageId, string target)
    {
        InUse = true;
        var pending = new PendingReply(messageId, target, done => _pending.TryRemove(KeyValuePair.Create(done.MessageId, done)));
        _pending[messageId] = pending;
        return pending;
    }

    /// <inheritdoc/>
    public async Task DeliverAsync(QueueDelivery delivery)
    {
        var settlements = ImmutableArray.CreateBuilder<Settlement>(delivery.Messages.Length);
        foreach (var (message, _) in delivery.Messages)
        {
            if (Take(message, delivery))
            {
                settlements.Add(new Settlement(message.Sequence, SettlementKind.Done, TimeSpan.Zero, ""));
            }
            else if (worker is not null)
            {
                worker.Take(_session!, delivery, message);
            }
            else
            {
                settlements.Add(new Settlement(message.Sequence, SettlementKind.Retry, TimeSpan.Zero, ""));
            }
        }

        if (settlements.Count == 0)
        {
            return;
        }

        await inbox.SettleAsync(new SettleRequest(
            _session!, new ChannelName(delivery.Queue.Room, delivery.Queue.Channel), delivery.Epoch, Through: 0, settlements.DrainToImmutable()));
    }

    public void Dispose()
    {
        foreach (var pending in _pending.Values)
        {
            pending.Dispose();
        }
    }

    private bool Take(ChannelMessage message, QueueDelivery delivery)
    {
        var reply = ReceivedMessage.Of(message, delivery.Queue, delivery.Epoch);
        var request = reply.Envelope.ParentId.Length > 0 ? reply.Envelope.ParentId : reply.Envelope.CorrelationId;
        return (reply.Envelope.ExpiresAt is not { } expiry || expiry.ToDateTimeOffset() > time.GetUtcNow())
            && _pending.TryGetValue(request, out var pending)
            && pending.Target == reply.Stamp.Sender
            && pending.TryTake(reply);
    }
}
