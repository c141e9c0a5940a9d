using System.Threading.Channels;
using AgentBus.Contracts;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Services;

/// <summary>
/// Hands messages of a queue to a handler, one after the other, and settles each by what became of it. What is not settled when it ends comes
/// again, to whoever takes the queue then. Its queue is bounded by the window of the session. Thread-safe.
/// </summary>
internal sealed partial class MessageWorker : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<Item> _items = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly IAgentInbox _inbox;
    private readonly Func<ReceivedMessage, CancellationToken, Task> _handler;
    private readonly BusCounters _counters;
    private readonly ILogger _logger;
    private readonly Task _running;

    public MessageWorker(IAgentInbox inbox, Func<ReceivedMessage, CancellationToken, Task> handler, BusCounters counters, ILogger logger)
    {
        (_inbox, _handler, _counters, _logger) = (inbox, handler, counters, logger);
        _running = RunAsync();
    }

    /// <summary>Takes a message that the session was handed.</summary>
    public void Take(SessionToken session, QueueDelivery delivery, ChannelMessage message) =>
        _items.Writer.TryWrite(new Item(session, delivery.Queue, delivery.Epoch, message));

    public async ValueTask DisposeAsync()
    {
        _items.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        await foreach (var item in _items.Reader.ReadAllAsync())
        {
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            var done = await HandleAsync(item);
            if (!_stopping.IsCancellationRequested || done)
            {
                await SettleAsync(item, done ? SettlementKind.Done : SettlementKind.Retry);
            }
        }
    }

    private async Task<bool> HandleAsync(Item item)
    {
        try
        {
            _counters.Count(BusCounter.Received);
            await _handler(ReceivedMessage.Of(item.Message, item.Queue, item.Epoch), _stopping.Token);
            return true;
        }
        catch (Exception fault)
        {
            if (!_stopping.IsCancellationRequested)
            {
                _counters.Count(BusCounter.HandlerFailures);
                LogHandlerFailed(_logger, fault, item.Message.MessageId, item.Queue.Name);
            }

            return false;
        }
    }

    private async Task SettleAsync(Item item, SettlementKind kind)
    {
        try
        {
            await _inbox.SettleAsync(new SettleRequest(
                item.Session,
                new ChannelName(item.Queue.Room, item.Queue.Channel),
                item.Epoch,
                Through: 0,
                [new Settlement(item.Message.Sequence, kind, kind == SettlementKind.Retry ? RetryAfter : TimeSpan.Zero, "")]));
        }
        catch (Exception fault)
        {
            // It comes again; the handler sees it twice, as at least once allows.
            LogNotSettled(_logger, fault, item.Message.MessageId, item.Queue.Name);
        }
    }

    [LoggerMessage(EventId = 2703, Level = LogLevel.Error, Message = "The handler failed on message {MessageId} of {Queue}; it comes again.")]
    private static partial void LogHandlerFailed(ILogger logger, Exception fault, string messageId, string queue);

    [LoggerMessage(EventId = 2704, Level = LogLevel.Warning, Message = "Message {MessageId} of {Queue} could not be settled; it comes again.")]
    private static partial void LogNotSettled(ILogger logger, Exception fault, string messageId, string queue);

    private readonly record struct Item(SessionToken Session, ChannelKey Queue, ulong Epoch, ChannelMessage Message);
}
