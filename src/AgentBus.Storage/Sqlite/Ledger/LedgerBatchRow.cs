using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Entries of a batch, cut out of its row.</summary>
internal static class LedgerBatchRow
{
    /// <summary>Entries in a batch.</summary>
    public static int Count(ReadOnlySpan<byte> ends) => RunBytes.RowCount(ends);

    /// <summary>Where an entry lies among the bytes of its batch; false: the row does not fit together.</summary>
    public static bool TryFind(ReadOnlySpan<byte> ends, int number, int length, out Range range)
    {
        var start = number == 0 ? 0 : RunBytes.Row(ends, number - 1);
        var end = RunBytes.Row(ends, number);
        var isWhole = start >= 0 && start <= end && end <= length;
        range = isWhole ? (int)start..(int)end : default;
        return isWhole;
    }

    /// <summary>Adds entries from a number on, while there is room; false: there is none any more.</summary>
    public static bool AddTo(List<LedgerEntry> entries, long firstIndex, int number, ReadOnlySpan<byte> ends, ReadOnlySpan<byte> bytes, int max, ref int room)
    {
        for (var i = number; i < Count(ends); i++)
        {
            // Of a damaged row, what cannot be cut out becomes an entry of nothing, which no reader takes for one.
            var entry = TryFind(ends, i, bytes.Length, out var range) ? bytes[range].ToArray() : [];
            if (entries.Count == max || (entries.Count > 0 && entry.Length > room))
            {
                return false;
            }

            entries.Add(new LedgerEntry(firstIndex + i, entry));
            room -= entry.Length;
        }

        return true;
    }
}
