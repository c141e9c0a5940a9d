using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Looks at a channel's history without reading its messages.</summary>
internal sealed class HistoryReader(RowLocator locator)
{
    private const int RowsAtOnce = 1_024;

    /// <summary>The first sequence accepted at or after a time, in microseconds; the one after the last where there is none.</summary>
    public long Find(SqliteSession session, ChannelKey channel, ulong epoch, long since)
    {
        if (ChannelRow.Find(session, channel, epoch) is not { } found)
        {
            return 1;
        }

        // Halving: everything below low is before the time, everything from high on is not.
        var (low, high) = (found.First, found.Last + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (AcceptedAt(session, found.Number, middle) < since)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The bytes of the messages up to a sequence that still have their content.</summary>
    public long Measure(SqliteSession session, ChannelKey channel, ulong epoch, long through)
    {
        if (ChannelRow.Find(session, channel, epoch) is not { } found)
        {
            return 0;
        }

        long bytes = 0;
        for (var from = found.First; from <= through; from += RowsAtOnce)
        {
            foreach (var row in locator.Locate(session, found.Number, from, (int)Math.Min(RowsAtOnce, through - from + 1)))
            {
                bytes += Size(session, row);
            }
        }

        return bytes;
    }

    /// <summary>What a message's content takes; SQLite reads no more than the row's header for it.</summary>
    public static long Size(SqliteSession session, long row)
    {
        using var rows = session.Prepare("SELECT length(envelope) + length(stamp) FROM message WHERE row_id = ?1").Bind(1, row).Query();
        return rows.Next() ? rows.Int64(0) : 0;
    }

    private long AcceptedAt(SqliteSession session, long channel, long sequence)
    {
        var row = locator.Locate(session, channel, sequence, 1);
        using var rows = session.Prepare("SELECT accepted_at FROM message WHERE row_id = ?1").Bind(1, row.Count > 0 ? row[0] : 0).Query();
        return rows.Next() ? rows.Int64(0) : throw new IOException($"Sequence {sequence} of channel {channel} is not there.");
    }
}
