using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// The one writer: a thread that takes all works that are waiting, does them in one transaction, commits, and hands them to the
/// completion worker while it begins with the next group. Under load groups grow by themselves; a lone work waits for nothing.
/// </summary>
internal sealed partial class GroupWriter
{
    private readonly SqliteSession _session;
    private readonly SqliteStorageOptions _options;
    private readonly ILogger _logger;
    private readonly GroupTransaction _transaction;
    private readonly WriteQueue _queue = new();
    private readonly ConcurrentQueue<Action> _interludes = new();
    private readonly CompletionWorker _completions;
    private readonly Thread _thread;
    private volatile bool _healthy = true;
    private long _commits;

    public GroupWriter(SqliteSession session, SqliteStorageOptions options, ILogger logger, params ITransactionPart[] parts)
    {
        _session = session;
        _options = options;
        _logger = logger;
        _transaction = new GroupTransaction(session, logger, parts);
        _completions = new CompletionWorker(logger);
        _thread = new Thread(Run) { IsBackground = true, Name = "agentbus-sqlite-writer" };
    }

    /// <summary>Whether the last transaction that had something to write was committed.</summary>
    public bool IsHealthy => _healthy;

    /// <summary>Transactions committed since the start.</summary>
    public long Commits => Volatile.Read(ref _commits);

    /// <summary>Told the bytes of each commit, after it, on the writer's thread.</summary>
    public Action<long>? OnCommitted { get; set; }

    public void Start()
    {
        _completions.Start();
        _thread.Start();
    }

    /// <summary>Queues a work and never blocks. After the stop the work fails at once.</summary>
    public void Submit(IWriteWork work)
    {
        if (!_queue.TryAdd(work))
        {
            work.Fail(new IOException("The store is stopped."));
            work.Complete();
        }
    }

    /// <summary>Runs an action on the writer's thread between two groups: while it runs, no transaction is open.</summary>
    public void RunBetweenGroups(Action action)
    {
        _interludes.Enqueue(action);
        _queue.Wake();
    }

    /// <summary>Commits and completes what is queued, then ends.</summary>
    public void Stop()
    {
        _queue.Close();
        _thread.Join();
        _completions.Stop();
    }

    private void Run()
    {
        bool closed;
        do
        {
            var chain = _queue.TakeAll(out closed);
            RunInterludes();
            while (chain is not null)
            {
                var group = WriteGroup.Cut(ref chain, _options.GroupMessages, _options.GroupBytes);
                Write(group);
                _completions.Post(group.First, group.Last);
                RunInterludes();
            }
        }
        while (!closed);
    }

    private void RunInterludes()
    {
        while (_interludes.TryDequeue(out var interlude))
        {
            interlude();
        }
    }

    private void Write(WriteGroup group)
    {
        var changesBefore = _session.TotalChanges;
        IWriteWork? rest = group.First;
        try
        {
            while (rest is not null)
            {
                rest = CommitFrom(rest);
            }
        }
        catch (Exception fault)
        {
            _transaction.RollBack();
            Failed(rest!, fault);
            return;
        }

        // A group whose works were all refused says nothing about the disk.
        if (!_healthy && _session.TotalChanges != changesBefore)
        {
            _healthy = true;
            WritesAgain(_logger);
        }

        OnCommitted?.Invoke(group.Bytes);
    }

    /// <summary>
    /// Commits all works from this one on; or, where one of them fails by itself, those before it, and answers the one behind it. So each work
    /// is done twice at most, however many of a group are bad, and in a group without a bad one, once.
    /// </summary>
    private IWriteWork? CommitFrom(IWriteWork first)
    {
        IWriteWork? end = null;
        FailedWork? failed = null;
        while (first != end && _transaction.Commit(first, end) is { } earlier)
        {
            failed = earlier;
            end = earlier.Work;
        }

        if (first != end)
        {
            Volatile.Write(ref _commits, _commits + 1);
        }

        if (failed is null)
        {
            return null;
        }

        // Only now: what an append that failed leaves behind depends on what was committed before it.
        failed.Work.Fail(failed.Reason);
        WorkFailed(_logger, failed.Reason);
        return failed.Work.Next;
    }

    private void Failed(IWriteWork first, Exception fault)
    {
        var count = 0;
        for (var work = first; work is not null; work = work.Next)
        {
            work.Fail(fault);
            count++;
        }

        if (_healthy)
        {
            // Once per outage, not once per group.
            _healthy = false;
            CannotWrite(_logger, count, fault);
        }
    }

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "The store cannot write; a group of {Count} writes failed, later ones are tried all the same")]
    private static partial void CannotWrite(ILogger logger, int count, Exception fault);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information, Message = "The store writes again")]
    private static partial void WritesAgain(ILogger logger);

    [LoggerMessage(EventId = 3105, Level = LogLevel.Error, Message = "A write failed by itself; the others of its group are not affected")]
    private static partial void WorkFailed(ILogger logger, Exception fault);
}
