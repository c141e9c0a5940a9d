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
    private readonly ITransactionPart[] _parts;
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
        _parts = parts;
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
        try
        {
            while (!TryCommit(group))
            {
                // Another process took a channel over: what was done is undone, and done again without that channel.
            }
        }
        catch (Exception fault)
        {
            RollBack();
            Failed(group, fault);
            return;
        }

        // A group whose works were all refused says nothing about the disk.
        if (!_healthy && _session.TotalChanges != changesBefore)
        {
            _healthy = true;
            WritesAgain(_logger);
        }

        Volatile.Write(ref _commits, _commits + 1);
        OnCommitted?.Invoke(group.Bytes);
    }

    private void Failed(WriteGroup group, Exception fault)
    {
        if (_healthy)
        {
            // Once per outage, not once per group.
            _healthy = false;
            CannotWrite(_logger, group.Count, fault);
        }

        for (var work = group.First; work is not null; work = work.Next)
        {
            work.Fail(fault);
        }
    }

    private bool TryCommit(WriteGroup group)
    {
        _session.Prepare("BEGIN IMMEDIATE").Run();
        for (var work = group.First; work is not null; work = work.Next)
        {
            work.Apply();
        }

        foreach (var part in _parts)
        {
            if (!part.BeforeCommit())
            {
                RollBack();
                return false;
            }
        }

        _session.Prepare("COMMIT").Run();
        foreach (var part in _parts)
        {
            part.Committed();
        }

        return true;
    }

    private void RollBack()
    {
        try
        {
            // Some errors roll back by themselves (https://www.sqlite.org/lang_transaction.html, section 3).
            if (_session.InTransaction)
            {
                _session.Prepare("ROLLBACK").Run();
            }
        }
        catch (Exception fault)
        {
            RollBackFailed(_logger, fault);
        }

        foreach (var part in _parts)
        {
            part.RolledBack();
        }
    }

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "The store cannot write; a group of {Count} writes failed, later ones are tried all the same")]
    private static partial void CannotWrite(ILogger logger, int count, Exception fault);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information, Message = "The store writes again")]
    private static partial void WritesAgain(ILogger logger);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Error, Message = "A rollback failed; the writes of its group are told as failed")]
    private static partial void RollBackFailed(ILogger logger, Exception fault);
}
