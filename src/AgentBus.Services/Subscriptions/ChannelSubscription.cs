using System.Threading.Channels;
using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Streams;

namespace AgentBus.Services;

/// <summary>
/// Follows a channel for a service. The stream says that there is something; what is missing between two events is read through the agent's
/// grain, as every read is. A client without the stream provider looks from time to time. One loop hands out, so the handler sees one message at a time, in order.
/// </summary>
internal sealed partial class ChannelSubscription(
    ActingAgent agent,
    ChannelName name,
    Func<ReceivedMessage, CancellationToken, Task> handler,
    BusCounters counters,
    AgentBusServiceOptions options,
    TimeProvider time,
    ILogger logger) : IAsyncObserver<ChannelBatch>, IAsyncDisposable
{
    private const int PageSize = 256;

    // What does not fit is read from the history.
    private readonly Channel<ChannelBatch> _events = Channel.CreateBounded<ChannelBatch>(
        new BoundedChannelOptions(PageSize) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly CancellationTokenSource _stopping = new();
    private StreamSubscriptionHandle<ChannelBatch>? _stream;
    private Task _running = Task.CompletedTask;
    private ChannelKey _channel;
    private Position _position;
    private int _clearance;

    /// <summary>Subscribes; from here on nothing is missed.</summary>
    /// <exception cref="AgentBusError">The bus refused.</exception>
    public async Task StartAsync(IClusterClient cluster, Position? after, CancellationToken cancellationToken)
    {
        _channel = new ChannelKey(agent.Key.Tenant, name.Room, name.Channel);
        if (cluster.ServiceProvider.GetKeyedService<IStreamProvider>(ChannelStreams.Provider) is { } streams)
        {
            _stream = await streams.GetStream<ChannelBatch>(ChannelStreams.Of(_channel)).SubscribeAsync(this);
        }

        try
        {
            var granted = await agent.RunAsync(session => session.Agent.SubscribeAsync(new SubscribeRequest(session.Token, name)), cancellationToken);
            if (!granted.IsOk)
            {
                throw ErrorFactory.Create(granted.Refusal);
            }

            (_channel, _clearance) = (granted.Value.Channel, granted.Value.Clearance);
            _position = after is not { } asked ? granted.Value.Head
                : asked.Epoch == 0 ? asked with { Epoch = granted.Value.Head.Epoch }
                : asked;
        }
        catch
        {
            await (_stream?.UnsubscribeAsync() ?? Task.CompletedTask);
            throw;
        }

        _running = RunAsync(after is not null);
    }

    /// <inheritdoc/>
    public Task OnNextAsync(ChannelBatch item, StreamSequenceToken? token = null)
    {
        _events.Writer.TryWrite(item);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task OnCompletedAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_stream is not null)
        {
            await _stream.UnsubscribeAsync();
        }

        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync(bool catchUp)
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                try
                {
                    await StepAsync(catchUp);
                    catchUp = false;
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    LogFailed(logger, fault, _channel.Name);
                    catchUp = true;
                    await Task.Delay(options.SubscriptionCheck, time, _stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The subscription is over.
        }
    }

    private async Task StepAsync(bool catchUp)
    {
        if (!catchUp && await NextAsync() is { } batch && Joins(batch))
        {
            foreach (var message in batch.Messages)
            {
                await TakeAsync(message, batch.Epoch);
            }
        }
        else
        {
            await CatchUpAsync();
        }
    }

    /// <summary>The next event, or null when it is time to look.</summary>
    private async Task<ChannelBatch?> NextAsync()
    {
        var next = _events.Reader.WaitToReadAsync(_stopping.Token).AsTask();
        try
        {
            await next.WaitAsync(_stream is null ? options.SubscriptionPoll : options.SubscriptionCheck, time, _stopping.Token);
            return _events.Reader.TryRead(out var batch) ? batch : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private bool Joins(ChannelBatch batch) => batch.Messages.IsEmpty
        ? batch.Epoch == _position.Epoch && batch.Head <= _position.Sequence
        : batch.Epoch == _position.Epoch && batch.Messages[0].Sequence <= _position.Sequence + 1;

    private async Task CatchUpAsync()
    {
        for (var more = true; more;)
        {
            var read = await agent.RunAsync(
                session => session.Memory.ReadHistoryAsync(new HistoryRequest(session.Token, name, new HistoryQuery(_position, null, 0, PageSize))), _stopping.Token);
            if (!read.IsOk)
            {
                throw ErrorFactory.Create(read.Refusal);
            }

            var page = read.Value;
            if (page.Epoch != _position.Epoch)
            {
                // Positions were lost: an ephemeral channel goes on at its end, a durable one begins again.
                _position = new Position(page.Epoch, page.First == 0 ? page.Head : 0);
                continue;
            }

            foreach (var message in page.Messages)
            {
                await TakeAsync(message, page.Epoch);
            }

            // What is missing up to there is not for this agent, or not kept.
            more = page.Next > 0;
            _position = new Position(page.Epoch, Math.Max(_position.Sequence, more ? page.Next : page.Head));
        }
    }

    private async Task TakeAsync(ChannelMessage message, ulong epoch)
    {
        if (message.Sequence <= _position.Sequence && epoch == _position.Epoch)
        {
            return;
        }

        if (HistoryRules.MayRead(_clearance, message, time.GetUtcNow()))
        {
            counters.Count(BusCounter.Received);
            try
            {
                await handler(ReceivedMessage.Of(message, _channel, epoch), _stopping.Token);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !_stopping.IsCancellationRequested)
            {
                counters.Count(BusCounter.HandlerFailures);
                LogHandlerFailed(logger, fault, message.MessageId, _channel.Name);
            }
        }

        _position = new Position(epoch, message.Sequence);
    }

    [LoggerMessage(EventId = 2701, Level = LogLevel.Warning, Message = "The subscription to {Channel} failed and is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string channel);

    [LoggerMessage(EventId = 2702, Level = LogLevel.Error, Message = "The handler failed on message {MessageId} of {Channel}.")]
    private static partial void LogHandlerFailed(ILogger logger, Exception fault, string messageId, string channel);
}
