using AgentBus.Domain.Access;
using AgentBus.Model;

namespace AgentBus.Domain.Queues;

/// <summary>Messages in the order in which they go out: higher priority first, then by sequence; by what a receiver may see.</summary>
internal sealed class WaitingOrder
{
    private const int Classes = (int)Priority.Critical + 1;
    private const int Levels = ClearanceRules.Highest + 1;

    private static readonly Comparer<QueueEntry> BySequence = Comparer<QueueEntry>.Create(static (a, b) => a.Sequence.CompareTo(b.Sequence));

    private readonly SortedSet<QueueEntry>?[] _buckets = new SortedSet<QueueEntry>?[Classes * Levels];

    public int Count { get; private set; }

    public void Add(QueueEntry entry)
    {
        if ((_buckets[Bucket(entry)] ??= new SortedSet<QueueEntry>(BySequence)).Add(entry))
        {
            Count++;
        }
    }

    public void Remove(QueueEntry entry)
    {
        if (_buckets[Bucket(entry)]?.Remove(entry) == true)
        {
            Count--;
        }
    }

    /// <summary>The next message for a receiver of this clearance; null where there is none that it may see.</summary>
    public QueueEntry? First(int clearance)
    {
        if (Count == 0)
        {
            return null;
        }

        for (var priority = Classes - 1; priority >= 0; priority--)
        {
            QueueEntry? first = null;
            for (var level = Math.Min(clearance, Levels - 1); level >= 0; level--)
            {
                if (_buckets[(priority * Levels) + level] is { Count: > 0 } bucket && (first is null || bucket.Min!.Sequence < first.Sequence))
                {
                    first = bucket.Min;
                }
            }

            if (first is not null)
            {
                return first;
            }
        }

        return null;
    }

    /// <summary>All of them, in no order.</summary>
    public IEnumerable<QueueEntry> All() => _buckets.Where(static bucket => bucket is not null).SelectMany(static bucket => bucket!);

    private static int Bucket(QueueEntry entry) =>
        (Math.Clamp((int)entry.Priority, 0, Classes - 1) * Levels) + ClearanceRules.Required(entry.Classification);
}
