using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Queues;

/// <summary>
/// Puts messages into a queue's overflow, in the order in which they came. One write is under way, and what comes meanwhile is the next. A
/// message that is there already, or went into the queue just now, is stored: nothing more is done for it.
/// </summary>
internal sealed partial class QueueSpill(
    string name, IOverflow store, OverflowIndex index, OverflowLimits limits, QueueClock clock, Action changed, Action taken, ILogger logger)
{
    private readonly List<(PublishRequest Request, TaskCompletionSource<bool> Stored)> _waiting = [];
    private bool _isRunning;

    /// <summary>Completes when no write is under way any more.</summary>
    public Task Drained { get; private set; } = Task.CompletedTask;

    /// <summary>A write is under way.</summary>
    public bool IsBusy => _isRunning;

    /// <summary>Whether the messages fit behind those that are there and those that wait.</summary>
    public bool Fits(PublishRequest request) => index.Fits(
        request.Messages.Length + _waiting.Sum(static waiting => waiting.Request.Messages.Length),
        Bytes(request) + _waiting.Sum(static waiting => Bytes(waiting.Request)),
        limits);

    /// <summary>Whether a message of the request is known.</summary>
    public bool Knows(AgentKey sender, AdmittedMessage message) => !index.IsIdle && index.Knows(OverflowKey.Of(sender, message), clock.Now.Uptime);

    /// <summary>Stores the messages; false where the disk cannot take them.</summary>
    public Task<bool> AddAsync(PublishRequest request)
    {
        var stored = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((request, stored));
        if (!_isRunning)
        {
            Drained = RunAsync();
        }

        return stored.Task;
    }

    private async Task RunAsync()
    {
        _isRunning = true;
        while (_waiting.Count > 0)
        {
            var group = _waiting.ToArray();
            _waiting.Clear();
            var isStored = await WriteAsync([.. group.SelectMany(static waiting => waiting.Request.Messages.Select(message => (waiting.Request.Sender, message)))]);
            foreach (var (_, stored) in group)
            {
                stored.SetResult(isStored);
            }
        }

        _isRunning = false;
        changed();
    }

    private async Task<bool> WriteAsync(IReadOnlyList<(AgentKey Sender, AdmittedMessage Message)> messages)
    {
        var now = clock.Now;
        List<OverflowRecord> records = [];
        foreach (var (sender, message) in messages)
        {
            var key = OverflowKey.Of(sender, message);
            if (!index.Knows(key, now.Uptime))
            {
                records.Add(new OverflowRecord(index.Add(key), sender, now.Utc, message));
            }
        }

        if (records.Count == 0 || await AppendAsync(records) == AppendOutcome.Committed)
        {
            return true;
        }

        index.TakeBack(records.Count);
        return false;
    }

    private async Task<AppendOutcome> AppendAsync(List<OverflowRecord> records)
    {
        try
        {
            var outcome = await store.AppendAsync(records);
            if (outcome == AppendOutcome.Fenced)
            {
                taken();
            }

            return outcome;
        }
        catch (Exception fault)
        {
            LogFailed(logger, fault, name);
            return AppendOutcome.Unavailable;
        }
    }

    private static long Bytes(PublishRequest request) => request.Messages.Sum(message => (long)OverflowKey.Of(request.Sender, message).Size);

    [LoggerMessage(EventId = 2507, Level = LogLevel.Error, Message = "Messages for {Queue} could not be put into its overflow; their senders are told to try again.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string queue);
}
