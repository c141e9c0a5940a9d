using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Rooms;

/// <summary>
/// Answers publishes when the journal has, and then takes them to the channel's outlet in sequence order, what one commit brought at once.
/// The senders need not wait for the members: their next messages are admitted and committed while these go out.
/// One loop, in the channel's turns; there is none while nothing is pending.
/// </summary>
internal sealed partial class PublishPump(ChannelLog log, IChannelOutlet outlet, Action taken, ILogger logger)
{
    private static readonly Refusal NotStored = new(Code.StorageUnavailable, "The journal cannot write now; nothing was stored. Try again.", TimeSpan.FromSeconds(1));

    private readonly Queue<PendingPublish> _pending = new();
    private readonly List<PendingPublish> _answers = [];

    /// <summary>Completes when nothing is pending any more.</summary>
    public Task Drained { get; private set; } = Task.CompletedTask;

    /// <summary>Takes a publish; each must follow the one before in the log.</summary>
    public void Add(PendingPublish publish)
    {
        _pending.Enqueue(publish);
        if (Drained.IsCompleted)
        {
            Drained = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        while (_pending.TryPeek(out var first))
        {
            await ((Task)first.Commit).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            var lost = Collect();
            Answer();
            if (lost)
            {
                taken();
            }

            await outlet.PassOnAsync();
        }
    }

    /// <summary>Settles the publishes whose commit is known, up to the first that is not.</summary>
    private bool Collect()
    {
        var lost = false;
        while (_pending.TryPeek(out var next) && next.Commit.IsCompleted)
        {
            _pending.Dequeue();
            var outcome = Outcome(next.Commit);
            lost |= log.Settle(next, outcome);
            outlet.Take(next, outcome == AppendOutcome.Committed);
            _answers.Add(next);
        }

        return lost;
    }

    private AppendOutcome Outcome(Task<AppendOutcome> commit)
    {
        if (commit.IsCompletedSuccessfully)
        {
            return commit.Result;
        }

        LogJournalFailed(logger, commit.Exception);
        return AppendOutcome.Unavailable;
    }

    private void Answer()
    {
        foreach (var publish in _answers)
        {
            publish.SetResult(publish.Commit is { IsCompletedSuccessfully: true, Result: AppendOutcome.Committed }
                ? new PublishResult(log.Epoch, publish.FirstSequence, null)
                : new PublishResult(0, 0, NotStored));
        }

        _answers.Clear();
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "The journal failed an append; the senders are told.")]
    private static partial void LogJournalFailed(ILogger logger, Exception? fault);
}
