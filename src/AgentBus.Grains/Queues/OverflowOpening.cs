using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Model;

namespace AgentBus.Grains.Queues;

/// <summary>Opens a queue's overflow. What an earlier holder brought into the journal and did not get to mark is removed from it first.</summary>
internal static class OverflowOpening
{
    /// <summary>The overflow and what is in it.</summary>
    /// <exception cref="IOException">It cannot be read, or what is in the journal cannot be removed from it.</exception>
    public static async Task<(IOverflow Store, OverflowIndex Index)> OpenAsync(
        IOverflowStore overflows, IJournal journal, ChannelKey queue, ChannelHead head, QueueClock clock, CancellationToken cancellationToken)
    {
        var store = await overflows.OpenAsync(queue, cancellationToken);
        try
        {
            var index = new OverflowIndex(store.Opened);
            if (index.Count > 0)
            {
                await ReconcileAsync(store, index, journal, queue, head, clock, cancellationToken);
            }

            return (store, index);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static async Task ReconcileAsync(
        IOverflow store, OverflowIndex index, IJournal journal, ChannelKey queue, ChannelHead head, QueueClock clock, CancellationToken cancellationToken)
    {
        var oldest = await store.ReadAsync(QueueRefill.RoundMessages, QueueRefill.RoundBytes);
        var newest = await journal.ReadAsync(
            queue, head.Epoch, Math.Max(0, head.LastSequence - oldest.Count), Math.Max(1, oldest.Count), int.MaxValue, cancellationToken);
        var drained = OverflowRules.AlreadyDrained(oldest, newest, AreSame);
        if (drained == 0)
        {
            return;
        }

        if (await store.RemoveAsync(oldest[drained - 1].Ordinal) != AppendOutcome.Committed)
        {
            throw new IOException($"The overflow of '{queue.GrainKey}' holds messages that the queue has already, and cannot be written.");
        }

        index.Drained(drained, clock.Now.Uptime);
    }

    private static bool AreSame(OverflowRecord spilled, ChannelMessage stored) =>
        spilled.Message.MessageId == stored.MessageId
        && spilled.Message.Envelope.Span.SequenceEqual(stored.Envelope.Span)
        && spilled.Message.Stamp.Span.SequenceEqual(stored.Stamp.Span);
}
