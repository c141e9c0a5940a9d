using System.Runtime.InteropServices;

namespace AgentBus.Storage.Sqlite;

/// <summary>The index of consecutive message rows that the index tables do not cover yet. Once full it does not change any more.</summary>
internal sealed class TailSegment(long firstRow)
{
    /// <summary>Names the batch that it becomes.</summary>
    public long FirstRow { get; } = firstRow;

    public long LastRow { get; private set; }

    public long LastAcceptedAt { get; private set; }

    public int Count { get; private set; }

    /// <summary>By channel: the first sequence and the row ids from there on.</summary>
    public Dictionary<long, (long FirstSequence, List<long> Rows)> Channels { get; } = [];

    /// <summary>By sender: the keys in row order.</summary>
    public Dictionary<long, List<KeyEntry>> Senders { get; } = [];

    public void Add(in TailEntry entry)
    {
        LastRow = entry.Row;
        LastAcceptedAt = Math.Max(LastAcceptedAt, entry.AcceptedAt);
        Count++;
        ref var channel = ref CollectionsMarshal.GetValueRefOrAddDefault(Channels, entry.Channel, out var known);
        if (!known)
        {
            channel = (entry.Sequence, []);
        }

        channel.Rows.Add(entry.Row);
        ref var keys = ref CollectionsMarshal.GetValueRefOrAddDefault(Senders, entry.Sender, out _);
        (keys ??= []).Add(new KeyEntry(entry.KeyHash, entry.Row));
    }
}
