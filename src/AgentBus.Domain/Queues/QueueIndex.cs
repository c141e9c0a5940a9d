using AgentBus.Domain.Messages;
using AgentBus.Model;

namespace AgentBus.Domain.Queues;

/// <summary>
/// What is unsettled in one queue, who takes it, and what is with whom. At least once: a message leaves the index only when it is stored
/// that it is settled. Not thread-safe.
/// </summary>
/// <param name="limits">Bounds and waits.</param>
/// <param name="isInbox">One consumer at a time takes all: the newest (an agent has one socket session).</param>
/// <param name="settledThrough">Everything up to here was settled before.</param>
/// <param name="last">The last message of the queue.</param>
public sealed class QueueIndex(QueueLimits limits, bool isInbox, long settledThrough, long last)
{
    private static readonly Comparer<QueueEntry> ByDue = Comparer<QueueEntry>.Create(static (a, b) =>
        a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Sequence.CompareTo(b.Sequence));

    private readonly Dictionary<long, QueueEntry> _entries = [];
    private readonly WaitingOrder _waiting = new();
    private readonly SortedSet<QueueEntry> _timed = new(ByDue);
    private readonly ConsumerRing _consumers = new();
    private readonly AwaitedReplies _awaited = new();
    private readonly ClosingEntries _closing = new();
    private long _settledThrough = settledThrough;
    private long _last = last;

    /// <summary>Messages that are not settled.</summary>
    public int Count => _entries.Count;

    /// <summary>Their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Everything up to here is settled, and stored to be.</summary>
    public long SettledThrough => _settledThrough;

    /// <summary>Messages that are with consumers.</summary>
    public int InFlight => _consumers.All.Sum(static consumer => consumer.Held.Count);

    /// <summary>Sessions that are attached.</summary>
    public int Consumers => _consumers.Count;

    /// <summary>Something waits, and nobody is attached who takes all that comes.</summary>
    public bool IsUnattended => _waiting.Count > 0 && !_consumers.All.Any(static consumer => consumer.Consumer.Takes == ConsumerTakes.All);

    /// <summary>The attached sessions of those who are stopped.</summary>
    public IReadOnlyList<string> SessionsOf(KillTarget target) =>
        [.. _consumers.All.Where(consumer => target.Covers(consumer.Consumer.Agent)).Select(static consumer => consumer.Consumer.SessionId)];

    /// <summary>Whether the message is one of them.</summary>
    public bool Holds(long sequence) => _entries.ContainsKey(sequence);

    /// <summary>Whether so many more messages fit; null: they do.</summary>
    public Refusal? Admit(int messages, long bytes) =>
        Count + messages <= limits.MaxMessages && Bytes + bytes <= limits.MaxBytes ? null : QueueRefusals.Full(isInbox);

    /// <summary>Takes a message that was stored before anybody could wait for a reply.</summary>
    public void Load(QueueEntry entry)
    {
        Hold(entry);
        Wait(entry);
    }

    /// <summary>Takes a message that is stored. One that answers an awaited request goes to the session that awaits it, where that is attached.</summary>
    public void Add(QueueEntry entry, MessageHeader header, AgentKey sender, Moment now)
    {
        Hold(entry);
        if (_awaited.Complete(header, sender, now.Utc) is { } session
            && _consumers.Find(session) is { } consumer
            && Access.ClearanceRules.MayReceive(consumer.Consumer.Clearance, entry.Classification))
        {
            entry.ReservedFor = consumer;
        }

        Wait(entry);
    }

    /// <summary>A session of the inbox's agent waits for replies.</summary>
    public void Await(AwaitedReply request, Moment now) => _awaited.Add(request, now.Utc);

    /// <summary>
    /// Attaches or renews a consumer; returns the sessions that it takes the place of. One that from now on wants only its replies gives back what
    /// else it has, as if it went.
    /// </summary>
    public IReadOnlyList<string> Attach(QueueConsumer consumer, Moment now)
    {
        var state = _consumers.Find(consumer.SessionId) ?? _consumers.Add(consumer);
        if (state.Consumer.Takes == ConsumerTakes.All && consumer.Takes == ConsumerTakes.Replies)
        {
            GiveBack(state.Held.Where(entry => entry.ReservedFor != state), counts: false);
        }

        state.Consumer = consumer;
        state.LastSeen = now.Uptime;
        if (!isInbox || consumer.Takes != ConsumerTakes.All)
        {
            return [];
        }

        string[] replaced = [.. _consumers.All.Where(other => other != state && other.Consumer.Takes == ConsumerTakes.All).Select(static other => other.Consumer.SessionId)];
        foreach (var session in replaced)
        {
            Detach(session);
        }

        return replaced;
    }

    /// <summary>The consumer said that it takes no more: what it has waits again, and this time was none.</summary>
    public void Detach(string sessionId) => Remove(sessionId, counts: false);

    /// <summary>The consumer failed or fell silent: what it has waits again. It may have had it, so the time counts.</summary>
    public void Lose(string sessionId) => Remove(sessionId, counts: true);

    /// <summary>Takes a consumer's word on messages that are with it; others are passed over. True where there is something to store.</summary>
    public bool Settle(string sessionId, IEnumerable<Settlement> settlements, Moment now)
    {
        if (_consumers.Find(sessionId) is not { } consumer)
        {
            return false;
        }

        var closes = false;
        foreach (var settlement in settlements)
        {
            if (!_entries.TryGetValue(settlement.Sequence, out var entry) || entry.State != EntryState.InFlight || entry.Holder != consumer)
            {
                continue;
            }

            if (settlement.Kind == SettlementKind.Working)
            {
                Postpone(entry, now);
                continue;
            }

            TakeBack(entry);
            if (settlement.Kind == SettlementKind.Retry && entry.Attempts < limits.MaxDeliveries)
            {
                Delay(entry, now, settlement.RetryAfter < QueueLimits.LongestRetry ? settlement.RetryAfter : QueueLimits.LongestRetry);
                continue;
            }

            closes = true;
            entry.Holder = consumer;
            Close(entry, settlement.Kind switch
            {
                SettlementKind.Done => Code.None,
                SettlementKind.Retry => Code.DeliveriesExhausted,
                _ => Code.Rejected,
            }, settlement.Reason);
        }

        return closes;
    }

    /// <summary>What fell due: messages that were with a consumer for too long wait again or are dead. Returns the consumers that are gone.</summary>
    public IReadOnlyList<string> Tick(Moment now)
    {
        while (_timed.Min is { } entry && entry.Due <= now.Uptime)
        {
            TakeBack(entry);
            Wait(entry);
        }

        string[] silent = [.. _consumers.All.Where(consumer => consumer.LastSeen + limits.ConsumerSilence <= now.Uptime).Select(static consumer => consumer.Consumer.SessionId)];
        foreach (var session in silent)
        {
            Lose(session);
        }

        return silent;
    }

    /// <summary>When <see cref="Tick"/> has something to do; null: never, as it stands.</summary>
    public TimeSpan? NextDue()
    {
        var due = _timed.Min?.Due;
        foreach (var consumer in _consumers.All)
        {
            var silent = consumer.LastSeen + limits.ConsumerSilence;
            due = due is null || silent < due ? silent : due;
        }

        return due;
    }

    /// <summary>
    /// Hands out what consumers can take, in turns, each time the first message that the consumer may see. What is expired, or was handed
    /// out too often, dies here.
    /// </summary>
    public IReadOnlyList<HandOver> HandOut(Moment now)
    {
        Dictionary<ConsumerState, List<QueueEntry>>? given = null;
        for (var passes = 0; passes < _consumers.Count;)
        {
            var consumer = _consumers.Next();
            if (Take(consumer, now) is not { } entry)
            {
                passes++;
                continue;
            }

            passes = 0;
            Give(entry, consumer, now);
            given ??= [];
            if (!given.TryGetValue(consumer, out var entries))
            {
                given.Add(consumer, entries = []);
            }

            entries.Add(entry);
        }

        return given is null ? [] : [.. given.Select(static pair => new HandOver(pair.Key.Consumer.SessionId, pair.Value))];
    }

    /// <summary>Lets everything die that waits and is expired; true where there was something. Makes room where the queue is full.</summary>
    public bool Expire(DateTimeOffset now)
    {
        QueueEntry[] expired = [.. _waiting.All().Where(entry => Expiry.IsExpired(entry.ExpiresAt, now))];
        foreach (var entry in expired)
        {
            _waiting.Remove(entry);
            Close(entry, Code.MessageExpired);
        }

        return expired.Length > 0;
    }

    /// <summary>What is to be stored now; null where there is nothing. To be followed by <see cref="Closed"/> or <see cref="Reopen"/>.</summary>
    public QueueClosing? TakeClosing() => _closing.Take(_entries, _settledThrough, _last);

    /// <summary>It is stored.</summary>
    public void Closed(QueueClosing closing)
    {
        _settledThrough = closing.SettledThrough;
        foreach (var entry in closing.Entries)
        {
            _entries.Remove(entry.Sequence);
            Bytes -= entry.Size;
        }
    }

    /// <summary>It could not be stored: nothing of it happened. What its consumer settled stays with it, and it can say so again.</summary>
    public void Reopen(QueueClosing closing, Moment now)
    {
        _closing.NoteAgain(closing.Attempts, _entries);
        foreach (var entry in closing.Entries)
        {
            (entry.Cause, entry.Reason) = (Code.None, "");
            if (entry.Holder is { IsGone: false } holder)
            {
                Keep(entry, holder, now);
            }
            else
            {
                Delay(entry, now, QueueLimits.StoreRetry);
            }
        }
    }

    private void Hold(QueueEntry entry)
    {
        _entries.Add(entry.Sequence, entry);
        _last = Math.Max(_last, entry.Sequence);
        Bytes += entry.Size;
    }

    private QueueEntry? Take(ConsumerState consumer, Moment now)
    {
        while (First(consumer) is { } entry)
        {
            (entry.ReservedFor?.Replies ?? _waiting).Remove(entry);
            if (Expiry.IsExpired(entry.ExpiresAt, now.Utc))
            {
                Close(entry, Code.MessageExpired);
            }
            else if (entry.Attempts >= limits.MaxDeliveries)
            {
                Close(entry, Code.DeliveriesExhausted);
            }
            else
            {
                return entry;
            }
        }

        return null;
    }

    // A reply does not wait for room in the window: what fills that may be waiting for the reply. There are no more of them than requests.
    private QueueEntry? First(ConsumerState consumer) =>
        consumer.Replies.First(consumer.Consumer.Clearance)
        ?? (consumer.IsFree && consumer.Consumer.Takes == ConsumerTakes.All ? _waiting.First(consumer.Consumer.Clearance) : null);

    private void Give(QueueEntry entry, ConsumerState consumer, Moment now)
    {
        entry.Attempts++;
        if (entry.Attempts > 1)
        {
            _closing.Note(entry);
        }

        Keep(entry, consumer, now);
    }

    private void Keep(QueueEntry entry, ConsumerState consumer, Moment now)
    {
        entry.State = EntryState.InFlight;
        entry.Holder = consumer;
        entry.Due = now.Uptime + limits.RedeliverAfter;
        consumer.Held.Add(entry);
        _timed.Add(entry);
    }

    private void Postpone(QueueEntry entry, Moment now)
    {
        // The order of what is timed depends on when it is due.
        _timed.Remove(entry);
        entry.Due = now.Uptime + limits.RedeliverAfter;
        _timed.Add(entry);
    }

    private void TakeBack(QueueEntry entry)
    {
        _timed.Remove(entry);
        entry.Holder?.Held.Remove(entry);
        (entry.Holder, entry.ReservedFor) = (null, null);
    }

    private void Wait(QueueEntry entry)
    {
        if (entry.Attempts >= limits.MaxDeliveries)
        {
            Close(entry, Code.DeliveriesExhausted);
            return;
        }

        entry.State = EntryState.Waiting;
        (entry.ReservedFor?.Replies ?? _waiting).Add(entry);
    }

    private void Delay(QueueEntry entry, Moment now, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Wait(entry);
            return;
        }

        entry.State = EntryState.Delayed;
        entry.Due = now.Uptime + delay;
        _timed.Add(entry);
    }

    private void Close(QueueEntry entry, Code cause, string reason = "")
    {
        entry.State = EntryState.Closing;
        (entry.Cause, entry.Reason) = (cause, reason);
        _closing.Add(entry);
    }

    private void Remove(string sessionId, bool counts)
    {
        if (_consumers.Find(sessionId) is not { } consumer)
        {
            return;
        }

        _consumers.Remove(consumer);
        _awaited.Forget(sessionId);
        GiveBack(consumer.Held, counts);
        foreach (var entry in consumer.Replies.All().ToArray())
        {
            entry.ReservedFor = null;
            Wait(entry);
        }
    }

    private void GiveBack(IEnumerable<QueueEntry> held, bool counts)
    {
        foreach (var entry in held.ToArray())
        {
            TakeBack(entry);
            if (!counts && entry.GivenBack < QueueLimits.MaxGivenBack)
            {
                entry.GivenBack++;
                entry.Attempts--;
                _closing.Correct(entry);
            }

            Wait(entry);
        }
    }
}
