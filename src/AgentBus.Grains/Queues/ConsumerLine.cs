using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Queues;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Queues;

/// <summary>
/// The way to one consumer: one call is under way, and what is handed to it meanwhile goes with the next. A call that is not answered in
/// time ends the line, before its messages would be handed to the same consumer again.
/// </summary>
internal sealed partial class ConsumerLine(
    string sessionId,
    IDeliveryObserver observer,
    ChannelKey queue,
    ulong epoch,
    QueueIndex index,
    QueueBodies bodies,
    TimeSpan patience,
    TimeProvider time,
    Action<string> failed,
    ILogger logger)
{
    private readonly List<QueueEntry> _waiting = [];
    private bool _isRunning;

    /// <summary>The consumer's end, as it named it last.</summary>
    public IDeliveryObserver Observer { get; set; } = observer;

    /// <summary>Completes when nothing waits any more.</summary>
    public Task Drained { get; private set; } = Task.CompletedTask;

    /// <summary>Brings the messages to the consumer.</summary>
    public void Add(IReadOnlyList<QueueEntry> entries)
    {
        _waiting.AddRange(entries);

        // A consumer that answers within the call may settle within it, and is handed the next: that goes with the next call.
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
            while (_waiting.Count > 0)
            {
                var entries = _waiting.ToArray();
                _waiting.Clear();
                var messages = await ReadAsync(entries);
                if (!messages.IsEmpty)
                {
                    await Observer.DeliverAsync(new QueueDelivery(queue, epoch, messages)).WaitAsync(patience, time);
                }
            }
        }
        catch (Exception fault)
        {
            _waiting.Clear();
            LogLost(logger, fault, sessionId, queue.Name);
            failed(sessionId);
        }
        finally
        {
            _isRunning = false;
        }
    }

    private async ValueTask<ImmutableArray<QueueMessage>> ReadAsync(QueueEntry[] entries)
    {
        var messages = ImmutableArray.CreateBuilder<QueueMessage>(entries.Length);
        foreach (var entry in entries)
        {
            // It may have been taken back while it waited here or was read.
            if (entry.IsWith(sessionId) && await bodies.GetAsync(entry.Sequence, index.Holds) is { } message && entry.IsWith(sessionId))
            {
                messages.Add(new QueueMessage(message, entry.Attempts));
            }
        }

        return messages.ToImmutable();
    }

    [LoggerMessage(EventId = 2501, Level = LogLevel.Information, Message = "Session {Session} could not be handed messages of {Queue}; they go to others.")]
    private static partial void LogLost(ILogger logger, Exception fault, string session, string queue);
}
