using AgentBus.Model;

namespace AgentBus.Domain.Queues;

/// <summary>What has to be stored of a queue: messages that are settled or dead, and how often others were handed out.</summary>
internal sealed class ClosingEntries
{
    private const int MaxReason = 1_024;

    private readonly Dictionary<long, int> _attempts = [];
    private List<QueueEntry> _entries = [];

    /// <summary>The message is settled or dead.</summary>
    public void Add(QueueEntry entry) => _entries.Add(entry);

    /// <summary>The message was handed out again.</summary>
    public void Note(QueueEntry entry) => _attempts[entry.Sequence] = entry.Attempts;

    /// <summary>A time does not count; where more than one was noted, the note is corrected.</summary>
    public void Correct(QueueEntry entry)
    {
        if (entry.Attempts > 0)
        {
            Note(entry);
        }
    }

    /// <summary>Notes of what could not be stored go with the next that is; they are not worth a transaction of their own then.</summary>
    public void NoteAgain(IReadOnlyList<KeyValuePair<long, int>> attempts, Dictionary<long, QueueEntry> entries)
    {
        foreach (var (sequence, count) in attempts)
        {
            if (entries.ContainsKey(sequence))
            {
                _attempts.TryAdd(sequence, count);
            }
        }
    }

    /// <summary>Takes all of it; null where there is nothing.</summary>
    public QueueClosing? Take(Dictionary<long, QueueEntry> unsettled, long settledThrough, long last)
    {
        if (_entries.Count == 0 && _attempts.Count == 0)
        {
            return null;
        }

        var entries = _entries;
        _entries = [];
        entries.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
        foreach (var entry in entries)
        {
            _attempts.Remove(entry.Sequence);
        }

        KeyValuePair<long, int>[] attempts = [.. _attempts];
        _attempts.Clear();

        var closing = entries.Select(static entry => entry.Sequence).ToHashSet();
        var through = settledThrough;
        while (through < last && (closing.Contains(through + 1) || !unsettled.ContainsKey(through + 1)))
        {
            through++;
        }

        return new QueueClosing(
            through,
            [.. entries.Where(entry => entry.Sequence > through).Select(static entry => entry.Sequence)],
            attempts,
            Done(entries),
            [.. entries.Where(static entry => entry.Cause != Code.None).Select(Death)])
        {
            Entries = entries,
        };
    }

    private static IReadOnlyList<KeyValuePair<AgentKey, IReadOnlyList<long>>> Done(List<QueueEntry> entries) =>
    [
        .. entries.Where(static entry => entry.Cause == Code.None)
            .GroupBy(static entry => entry.Holder!.Consumer.Agent, static entry => entry.Sequence)
            .Select(static group => KeyValuePair.Create(group.Key, (IReadOnlyList<long>)[.. group])),
    ];

    private static QueueDeath Death(QueueEntry entry) => new(entry.Sequence, entry.Attempts, entry.Cause, entry.Cause switch
    {
        Code.MessageExpired => "It was past its expires_at when it was to be handed out.",
        Code.DeliveriesExhausted => $"It was handed out {entry.Attempts} times and never settled.",
        _ when entry.Reason.Length == 0 => "Its consumer rejected it.",
        _ => entry.Reason.Length > MaxReason ? entry.Reason[..MaxReason] : entry.Reason,
    });
}
