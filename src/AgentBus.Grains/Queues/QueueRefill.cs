using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Rooms;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Queues;

/// <summary>
/// Brings messages from a queue's overflow into the queue as room appears, oldest first, as they were admitted. A round is appended to the
/// journal and then marked as removed; what a crash leaves unmarked is recognised by the next holder (<see cref="OverflowOpening"/>).
/// </summary>
internal sealed partial class QueueRefill
{
    /// <summary>So many messages go in one round, about <see cref="RoundBytes"/>.</summary>
    public const int RoundMessages = 256;

    /// <summary>So many bytes go in one round.</summary>
    public const int RoundBytes = 1 << 20;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly IOverflow _store;
    private readonly OverflowIndex _overflow;
    private readonly QueueIndex _index;
    private readonly QueueLimits _limits;
    private readonly QueueClock _clock;
    private readonly Func<PublishRequest, PendingPublish?> _append;
    private readonly Func<int, long, bool> _fits;
    private readonly Action _changed;
    private readonly IAlarm _alarm;
    private readonly string _name;
    private readonly ILogger _logger;
    private (long Ordinal, int Count) _unmarked;
    private bool _isRunning;
    private bool _isStopped;

    public QueueRefill(
        string name,
        IOverflow store,
        OverflowIndex overflow,
        QueueIndex index,
        QueueLimits limits,
        QueueClock clock,
        Func<PublishRequest, PendingPublish?> append,
        Func<int, long, bool> fits,
        Action changed,
        Func<Func<Task>, IAlarm> alarm,
        ILogger logger)
    {
        (_name, _store, _overflow, _index, _limits, _clock) = (name, store, overflow, index, limits, clock);
        (_append, _fits, _changed, _logger) = (append, fits, changed, logger);
        _alarm = alarm(OnDueAsync);
    }

    /// <summary>A round is under way, or is not marked yet: the last messages of the journal may be in the overflow too.</summary>
    public bool IsBusy => _isRunning || _unmarked.Count > 0;

    /// <summary>Completes when no round is under way any more.</summary>
    public Task Drained { get; private set; } = Task.CompletedTask;

    /// <summary>Goes on where there is something to bring and room for it.</summary>
    public void Kick()
    {
        if (!_isRunning && !_isStopped && (_unmarked.Count > 0 || MayBring()))
        {
            Drained = RunAsync();
        }
    }

    /// <summary>Begins no round any more.</summary>
    public void Stop() => _isStopped = true;

    private bool MayBring() => _overflow.Count > 0 && OverflowRules.MayDrain(_index.Count, _index.Bytes, _limits);

    private async Task RunAsync()
    {
        _isRunning = true;
        try
        {
            // What is marked by now leaves room for the next.
            while (!_isStopped && await MarkAsync() && MayBring() && await BringAsync())
            {
            }
        }
        catch (Exception fault)
        {
            LogFailed(_logger, fault, _name);
            _alarm.Set(Retry);
        }
        finally
        {
            _isRunning = false;
        }

        _changed();
    }

    /// <summary>One round; false where nothing more can be brought now.</summary>
    private async Task<bool> BringAsync()
    {
        var records = Fitting(await _store.ReadAsync(RoundMessages, RoundBytes));
        List<(OverflowRecord[] Records, Task<PublishResult> Answer)> runs = [];
        foreach (var run in Runs(records))
        {
            if (_append(new PublishRequest(run[0].Sender, [.. run.Select(static record => record.Message)])) is not { } answer)
            {
                break;
            }

            runs.Add((run, answer.Task));
        }

        var isWhole = records.Count > 0 && runs.Sum(static run => run.Records.Length) == records.Count;
        foreach (var (run, answer) in runs)
        {
            // Behind a failed append all others fail too.
            if ((await answer).Refusal is not null)
            {
                isWhole = false;
                break;
            }

            _unmarked = (run[^1].Ordinal, _unmarked.Count + run.Length);
        }

        if (!isWhole && records.Count > 0)
        {
            _alarm.Set(Retry);
        }

        return await MarkAsync() && isWhole;
    }

    private async Task<bool> MarkAsync()
    {
        if (_unmarked.Count == 0)
        {
            return true;
        }

        if (await _store.RemoveAsync(_unmarked.Ordinal) != AppendOutcome.Committed)
        {
            _alarm.Set(Retry);
            return false;
        }

        _overflow.Drained(_unmarked.Count, _clock.Now.Uptime);
        _unmarked = default;
        return true;
    }

    private List<OverflowRecord> Fitting(IReadOnlyList<OverflowRecord> records)
    {
        List<OverflowRecord> fitting = [];
        long bytes = 0;
        foreach (var record in records)
        {
            bytes += record.Message.Envelope.Length + record.Message.Stamp.Length;
            if (!_fits(fitting.Count + 1, bytes))
            {
                break;
            }

            fitting.Add(record);
        }

        return fitting;
    }

    /// <summary>An append is of one sender.</summary>
    private static IEnumerable<OverflowRecord[]> Runs(List<OverflowRecord> records)
    {
        for (var start = 0; start < records.Count;)
        {
            var sender = records[start].Sender;
            var run = records.Skip(start).TakeWhile(record => record.Sender == sender).ToArray();
            start += run.Length;
            yield return run;
        }
    }

    private Task OnDueAsync()
    {
        Kick();
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 2506, Level = LogLevel.Error, Message = "The overflow of {Queue} cannot be brought back now; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string queue);
}
