using Microsoft.Extensions.Logging;

namespace AgentBus.Storage.Sqlite;

/// <summary>One transaction over some works of a group, with the memory that goes along. For the writer's thread only.</summary>
internal sealed partial class GroupTransaction(SqliteSession session, ILogger logger, ITransactionPart[] parts)
{
    /// <summary>
    /// Does the works before the end, in order, and commits. Null when that is done; otherwise the work that failed by itself, and nothing
    /// was done. Faults of the store are thrown, with the transaction still open.
    /// </summary>
    public FailedWork? Commit(IWriteWork first, IWriteWork? end)
    {
        while (true)
        {
            session.Prepare("BEGIN IMMEDIATE").Run();
            if (Apply(first, end) is { } failed)
            {
                RollBack();
                return failed;
            }

            if (TryFinish())
            {
                return null;
            }

            // Another process took a channel over: what was done is undone, and done again without that channel.
        }
    }

    /// <summary>Undoes what was done since the last commit. Never throws.</summary>
    public void RollBack()
    {
        try
        {
            // Some errors roll back by themselves (https://www.sqlite.org/lang_transaction.html, section 3).
            if (session.InTransaction)
            {
                session.Prepare("ROLLBACK").Run();
            }
        }
        catch (Exception fault)
        {
            RollBackFailed(logger, fault);
        }

        foreach (var part in parts)
        {
            part.RolledBack();
        }
    }

    private static FailedWork? Apply(IWriteWork first, IWriteWork? end)
    {
        var work = first;
        try
        {
            for (; work != end; work = work!.Next)
            {
                work!.Apply();
            }
        }
        catch (Exception fault) when (!StoreFaults.Include(fault))
        {
            return new FailedWork(work!, fault);
        }

        return null;
    }

    private bool TryFinish()
    {
        foreach (var part in parts)
        {
            if (!part.BeforeCommit())
            {
                RollBack();
                return false;
            }
        }

        session.Prepare("COMMIT").Run();
        foreach (var part in parts)
        {
            part.Committed();
        }

        return true;
    }

    [LoggerMessage(EventId = 3104, Level = LogLevel.Error, Message = "A rollback failed; the writes of its group are told as failed")]
    private static partial void RollBackFailed(ILogger logger, Exception fault);
}
