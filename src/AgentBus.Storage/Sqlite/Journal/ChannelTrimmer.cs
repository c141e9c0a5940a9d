using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// Takes the content out of the oldest messages. Their rows stay: they are evidence that the ledger may not have taken up yet, and hold the
/// keys by which retries are known. For the writer's thread, within its transaction.
/// </summary>
internal sealed class ChannelTrimmer(SqliteSession session, ChannelHeads heads, RowLocator locator)
{
    private long _takenUpThrough;

    /// <summary>The last row that the ledger has surely taken up; set by whoever feeds it.</summary>
    public long TakenUpThrough
    {
        get => Volatile.Read(ref _takenUpThrough);
        set => Volatile.Write(ref _takenUpThrough, value);
    }

    public TrimResult Trim(ChannelTrim trim)
    {
        var state = heads.Find(trim.Channel);
        if (state is null || state.Term != trim.Term || state.Epoch != trim.Epoch)
        {
            return new TrimResult(AppendOutcome.Fenced, 0, 0, 0);
        }

        // Only what is committed has a place in the index.
        var last = state.CommittedLast;
        var (sequence, bytes) = (state.First, 0L);
        var most = (int)Math.Clamp(last - sequence + 1, 0, trim.MaxMessages);
        foreach (var row in locator.Locate(session, state.Number, sequence, most))
        {
            if (sequence > trim.Through && (bytes >= trim.Bytes || sequence == last))
            {
                break;
            }

            bytes += HistoryReader.Size(session, row);
            session.Prepare("UPDATE message SET envelope = x'', stamp = x'', body_digest = ?2 WHERE row_id = ?1").Bind(1, row).Bind(2, DigestOf(row)).Run();
            sequence++;
        }

        var removed = (int)(sequence - state.First);
        if (removed > 0)
        {
            heads.Touch(state);
            state.RaiseFirst(sequence);
        }

        return new TrimResult(AppendOutcome.Committed, sequence, removed, bytes);
    }

    /// <summary>The salt goes with the content that it hides, so that nobody can try out what the ledger's entry stands for.</summary>
    private byte[] DigestOf(long row)
    {
        using var rows = session.Prepare("SELECT body_digest FROM message WHERE row_id = ?1").Bind(1, row).Query();
        return rows.Next() ? BodyDigest.WithoutSalt(rows.Bytes(0), row <= TakenUpThrough) : [];
    }
}
