using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// Takes the content out of the oldest messages. Their rows stay: they are evidence that the ledger may not have taken up yet, and hold the
/// keys by which retries are known. For the writer's thread, within its transaction.
/// </summary>
internal sealed class ChannelTrimmer(SqliteSession session, ChannelHeads heads, RowLocator locator)
{
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
            session.Prepare("UPDATE message SET envelope = x'', stamp = x'' WHERE row_id = ?1").Bind(1, row).Run();
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
}
