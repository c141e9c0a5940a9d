using System.Runtime.InteropServices;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace AgentBus.Grains.Rooms;

/// <summary>
/// Takes publishes from the journal to the stream in sequence order, what one commit brought as one batch, and then answers them.
/// One loop, in the room's turns; there is none while nothing is pending.
/// </summary>
internal sealed partial class PublishPump(
    ChannelLog log,
    MessageRing? ring,
    IAsyncStream<ChannelBatch> stream,
    HeadRepeater heads,
    Action taken,
    ILogger logger)
{
    private static readonly Refusal NotStored = new(Code.StorageUnavailable, "The journal cannot write now; nothing was stored. Try again.", TimeSpan.FromSeconds(1));

    private readonly Queue<PendingPublish> _pending = new();
    private readonly List<PendingPublish> _answers = [];
    private readonly List<ChannelMessage> _messages = [];

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
            var delivery = _messages.Count > 0 ? PublishAsync() : Task.CompletedTask;
            Answer();
            if (lost)
            {
                taken();
            }

            await delivery;
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
            _answers.Add(next);
            if (outcome != AppendOutcome.Committed)
            {
                continue;
            }

            for (var i = 0; i < next.Request.Messages.Length; i++)
            {
                var message = Place(next, i);
                ring?.Add(message);
                _messages.Add(message);
            }
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

    private static ChannelMessage Place(PendingPublish publish, int index)
    {
        var message = publish.Request.Messages[index];
        return new ChannelMessage(
            publish.FirstSequence + index, message.MessageId, publish.AcceptedAt, message.ExpiresAt, message.Classification, message.Envelope, message.Stamp);
    }

    private async Task PublishAsync()
    {
        var batch = new ChannelBatch(log.Epoch, log.Committed, ImmutableCollectionsMarshal.AsImmutableArray(_messages.ToArray()));
        _messages.Clear();
        heads.Published();
        try
        {
            await stream.OnNextAsync(batch);
        }
        catch (Exception fault)
        {
            // The stream is a signal, the journal is the truth: subscribers see the gap at the next head.
            LogStreamFailed(logger, fault, batch.Head);
        }
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

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "The journal failed an append.")]
    private static partial void LogJournalFailed(ILogger logger, Exception? fault);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "The stream did not take the messages up to {Head}.")]
    private static partial void LogStreamFailed(ILogger logger, Exception fault, long head);
}
