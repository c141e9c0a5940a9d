using AgentBus.Domain.Codes;
using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Queues;

/// <summary>
/// Stores what is settled and what is dead, with its evidence. One change is under way; what is settled meanwhile is the next, so that an
/// agent's acknowledgements make one row of evidence a commit.
/// </summary>
internal sealed partial class QueueSettler(
    QueueIndex index, QueueBodies bodies, LetterWriter letters, ChannelKey queue, ChannelHead head, IQueueStore store, IBusEvents events, QueueClock clock, Action taken, ILogger logger)
{
    private TaskCompletionSource<Refusal?>? _waiting;
    private bool _isRunning;

    /// <summary>Completes when nothing is under way any more.</summary>
    public Task Drained { get; private set; } = Task.CompletedTask;

    /// <summary>What was set going because a change failed.</summary>
    public Action Reopened { get; set; } = static () => { };

    /// <summary>What was settled is stored: there may be more room.</summary>
    public Action Stored { get; set; } = static () => { };

    /// <summary>Completes when what is settled now is stored; with a refusal where it could not be.</summary>
    public Task<Refusal?> NextAsync() => (_waiting ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Stores what there is to be stored, unless a change is under way: then it goes with the next.</summary>
    public void Kick()
    {
        // A store that answers at once, and what that sets going, come back here before the task is known.
        if (!_isRunning)
        {
            Drained = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        _isRunning = true;
        try
        {
            await StoreAllAsync();
        }
        finally
        {
            _isRunning = false;
        }
    }

    private async Task StoreAllAsync()
    {
        var isStored = true;
        while ((isStored || _waiting is not null) && index.TakeClosing() is { } closing)
        {
            var waiting = _waiting;
            _waiting = null;
            var outcome = await StoreAsync(closing);
            isStored = outcome == AppendOutcome.Committed;
            if (isStored)
            {
                index.Closed(closing);
                foreach (var sequence in closing.Sequences)
                {
                    bodies.Drop(sequence);
                }

                Stored();
            }
            else
            {
                index.Reopen(closing, clock.Now);
            }

            waiting?.SetResult(isStored ? null : QueueRefusals.NotStored);
            if (outcome == AppendOutcome.Fenced)
            {
                // What was said meanwhile is not stored here any more, and nobody else answers it.
                _waiting?.SetResult(QueueRefusals.NotStored);
                _waiting = null;
                taken();
                return;
            }
        }

        if (!isStored)
        {
            Reopened();
        }
    }

    private async Task<AppendOutcome> StoreAsync(QueueClosing closing)
    {
        try
        {
            var (dead, evidence) = await letters.WriteAsync(closing, clock.Now.Utc);
            var outcome = await store.SettleAsync(new QueueChange(
                queue, head.Epoch, head.Term, closing.SettledThrough, closing.Settled, closing.Attempts, dead, evidence));
            foreach (var letter in outcome == AppendOutcome.Committed ? dead : [])
            {
                events.Publish(BusEvents.Died(letter, CodeTable.Wire(letter.Code)));
            }

            return outcome;
        }
        catch (Exception fault)
        {
            LogNotStored(logger, fault, queue.Name);
            return AppendOutcome.Unavailable;
        }
    }

    [LoggerMessage(EventId = 2502, Level = LogLevel.Error, Message = "What was settled of {Queue} could not be stored.")]
    private static partial void LogNotStored(ILogger logger, Exception fault, string queue);
}
