using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Model;

namespace AgentBus.Grains.Queues;

/// <summary>Reads what is unsettled of a queue: the runs of the journal between what is settled.</summary>
internal sealed class QueueOpening(ChannelKey queue, IJournal journal, IQueueStore store, IEnvelopeCodec codec)
{
    private const int PageMessages = 1_000;
    private const int PageBytes = 1 << 20;

    /// <summary>Fills an index, and as many bodies as are held.</summary>
    public async Task<QueueIndex> LoadAsync(QueueLimits limits, ChannelHead head, QueueBodies bodies, CancellationToken cancellationToken)
    {
        var marks = await store.LoadAsync(queue, head.Epoch, cancellationToken);
        var index = new QueueIndex(limits, queue.IsInbox, marks.SettledThrough, head.LastSequence);
        var from = marks.SettledThrough;
        foreach (var settled in marks.Settled.Append(head.LastSequence + 1))
        {
            await LoadRunAsync(from, settled - 1);
            from = settled;
        }

        return index;

        async Task LoadRunAsync(long after, long through)
        {
            while (after < through)
            {
                var page = await journal.ReadAsync(queue, head.Epoch, after, (int)Math.Min(PageMessages, through - after), PageBytes, cancellationToken);
                if (page.Count == 0)
                {
                    return;
                }

                foreach (var message in page.TakeWhile(message => message.Sequence <= through))
                {
                    index.Load(Entry(message, marks.Attempts.GetValueOrDefault(message.Sequence)));
                    bodies.Keep(message);
                }

                after = page[^1].Sequence;
            }
        }
    }

    private QueueEntry Entry(ChannelMessage message, int attempts) => new(
        message.Sequence,
        message.Envelope.Length + message.Stamp.Length,
        codec.ReadHeader(message.Envelope.Span).Priority,
        message.Classification,
        message.ExpiresAt,
        attempts);
}
