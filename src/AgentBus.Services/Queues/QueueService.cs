using AgentBus.Contracts;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Services;

/// <summary>One agent's service of a work-queue channel: attached, renewed, and attached again with the agent's next session. Thread-safe.</summary>
internal sealed partial class QueueService : IDeliveryObserver, IAsyncDisposable
{
    private readonly IGrainFactory _grains;
    private readonly ActingAgent _agent;
    private readonly ChannelName _channel;
    private readonly int _window;
    private readonly AgentBusServiceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IAgentInbox _inbox;
    private readonly MessageWorker _worker;
    private readonly IDeliveryObserver _self;
    private readonly CancellationTokenSource _stopping = new();
    private volatile SessionToken? _session;
    private Task _renewing = Task.CompletedTask;

    public QueueService(
        IGrainFactory grains,
        ActingAgent agent,
        ChannelName channel,
        int window,
        Func<ReceivedMessage, CancellationToken, Task> handler,
        BusCounters counters,
        AgentBusServiceOptions options,
        TimeProvider time,
        ILogger logger)
    {
        (_grains, _agent, _channel, _window, _options, _time, _logger) = (grains, agent, channel, window, options, time, logger);
        _inbox = grains.GetGrain<IAgentInbox>(agent.Key.GrainKey);
        _worker = new MessageWorker(_inbox, handler, counters, logger);
        _self = grains.CreateObjectReference<IDeliveryObserver>(this);
    }

    /// <summary>Attaches; from here on messages come.</summary>
    /// <exception cref="AgentBusError">The bus refused.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await AttachAsync(cancellationToken) is { } refusal)
        {
            await _worker.DisposeAsync();
            _grains.DeleteObjectReference<IDeliveryObserver>(_self);
            throw ErrorFactory.Create(refusal);
        }

        _renewing = RenewAsync();
    }

    /// <inheritdoc/>
    public Task DeliverAsync(QueueDelivery delivery)
    {
        foreach (var (message, _) in delivery.Messages)
        {
            _worker.Take(_session!, delivery, message);
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _renewing;
        await _worker.DisposeAsync();
        if (_session is { } session)
        {
            await _inbox.DetachAsync(new AttachRequest(session, _channel, _window));
        }

        _grains.DeleteObjectReference<IDeliveryObserver>(_self);
        _stopping.Dispose();
    }

    private async Task<Refusal?> AttachAsync(CancellationToken cancellationToken)
    {
        var attached = await _agent.RunAsync(
            session =>
            {
                _session = session.Token;
                return _inbox.AttachAsync(new AttachRequest(session.Token, _channel, _window), _self);
            },
            cancellationToken);
        return attached.Refusal;
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(_options.SessionRenewal, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await TryAttachAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The queue is served no more.
        }
    }

    private async Task TryAttachAsync()
    {
        try
        {
            if (await AttachAsync(_stopping.Token) is { } refusal)
            {
                LogRefused(_logger, _channel.ToString(), refusal.Code);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(_logger, fault, _channel.ToString());
        }
    }

    [LoggerMessage(EventId = 2705, Level = LogLevel.Warning, Message = "The work queue {Channel} refuses this service: {Code}; it is tried again.")]
    private static partial void LogRefused(ILogger logger, string channel, Code code);

    [LoggerMessage(EventId = 2706, Level = LogLevel.Warning, Message = "The work queue {Channel} could not be attached; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string channel);
}
