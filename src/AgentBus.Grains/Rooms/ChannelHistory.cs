using System.Collections.Immutable;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Rooms;
using AgentBus.Model;

namespace AgentBus.Grains.Rooms;

/// <summary>Reads a channel's past: from memory where that reaches back, else from the journal. An ephemeral channel has none.</summary>
internal sealed class ChannelHistory(ChannelKey channel, ChannelLog log, MessageRing? ring, IJournal journal, IChannelHistory store)
{
    private const int MaxPageBytes = 1 << 20;

    /// <summary>Messages after a sequence without a hole, for those who follow the channel: a store that cannot be read is a fault.</summary>
    public async Task<ImmutableArray<ChannelMessage>> ReadAsync(long afterSequence, int limit)
    {
        var after = AfterGone(afterSequence);
        if (limit == 0 || after >= log.Committed || ring is null)
        {
            return [];
        }

        if (ring.TryRead(after, limit, out var recent))
        {
            return recent;
        }

        var head = log.Committed;
        var read = await ReadJournalAsync(after, limit);
        if (read.IsEmpty)
        {
            // All of it was removed meanwhile. What was committed meanwhile is not among that, so the answer cannot be "nothing" yet.
            log.BeginsAt(head + 1);
            return await ReadAsync(afterSequence, limit);
        }

        log.BeginsAt(read[0].Sequence > after + 1 ? read[0].Sequence : 0);
        return read;
    }

    /// <summary>A page of history.</summary>
    public async Task<HistoryPage> PageAsync(HistoryQuery query)
    {
        if (ring is null)
        {
            return new HistoryPage(log.Epoch, 0, log.Committed, [], 0, false);
        }

        try
        {
            var since = query.Since is { } time ? await FindAsync(time) : 0;
            var range = HistoryRange.Of(query, log.Epoch, log.First, log.Committed, since);
            return Page(range, await ReadRangeAsync(range), isPartial: false);
        }
        catch (IOException)
        {
            return FromMemory(query);
        }
    }

    /// <summary>The position before the first message accepted at or after a time.</summary>
    public async Task<Position> LocateAsync(DateTimeOffset since) =>
        new(log.Epoch, ring is null ? log.Committed : await FindAsync(since) - 1);

    private async Task<long> FindAsync(DateTimeOffset since) =>
        Math.Min(await store.FindAsync(channel, log.Epoch, since, CancellationToken.None), log.Committed + 1);

    private async Task<ImmutableArray<ChannelMessage>> ReadRangeAsync(HistoryRange range)
    {
        if (range.Count == 0)
        {
            return [];
        }

        if (ring!.TryRead(range.From - 1, range.Count, out var recent))
        {
            return range.IsBackward ? Last(recent) : First(recent);
        }

        // Back from the newest: what does not fit is left out at the old end, so a range that is too large is made smaller and read again.
        var (from, count) = (range.From, range.Count);
        while (true)
        {
            var read = await ReadJournalAsync(from - 1, count);
            if (!range.IsBackward || count == 1 || (read.Length > 0 && read[^1].Sequence == range.To))
            {
                return read;
            }

            count = (count + 1) / 2;
            from = range.To - count + 1;
        }
    }

    private async Task<ImmutableArray<ChannelMessage>> ReadJournalAsync(long after, int limit) =>
        [.. await journal.ReadAsync(channel, log.Epoch, after, limit, MaxPageBytes, CancellationToken.None)];

    private HistoryPage FromMemory(HistoryQuery query)
    {
        // Without the store a time can be looked up only among what is held.
        var held = ring!.First > 0 && ring.TryRead(AfterGone(ring.First - 1), int.MaxValue, out var all) ? all : [];
        if (held.IsEmpty)
        {
            return Page(default, [], isPartial: true);
        }

        var since = query.Since is { } time ? held.FirstOrDefault(message => message.AcceptedAt >= time)?.Sequence ?? (log.Committed + 1) : 0;
        var range = HistoryRange.Of(query, log.Epoch, held[0].Sequence, log.Committed, since);
        var messages = held.Where(message => message.Sequence >= range.From && message.Sequence <= range.To).ToImmutableArray();
        return Page(range, range.IsBackward ? Last(messages) : First(messages), isPartial: true);
    }

    private HistoryPage Page(HistoryRange range, ImmutableArray<ChannelMessage> messages, bool isPartial) => new(
        log.Epoch,
        log.First,
        log.Committed,
        messages,
        messages.IsEmpty ? 0 : range.Next(messages[0].Sequence, messages[^1].Sequence, log.First, log.Committed),
        isPartial);

    private long AfterGone(long afterSequence) => Math.Max(afterSequence, log.First > 0 ? log.First - 1 : log.Committed);

    private static ImmutableArray<ChannelMessage> First(ImmutableArray<ChannelMessage> messages) => messages[..Fitting(messages)];

    private static ImmutableArray<ChannelMessage> Last(ImmutableArray<ChannelMessage> messages) => messages[^Fitting(messages.Reverse())..];

    /// <summary>How many go into one page, at least one.</summary>
    private static int Fitting(IEnumerable<ChannelMessage> messages)
    {
        var (count, bytes) = (0, 0L);
        foreach (var message in messages)
        {
            bytes += message.Envelope.Length + message.Stamp.Length;
            if (count > 0 && bytes > MaxPageBytes)
            {
                break;
            }

            count++;
        }

        return count;
    }
}
