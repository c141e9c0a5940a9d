using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Rooms;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Queues;

/// <summary>An agent's inbox, or a work-queue channel. Consumers live in memory only: they attach again every 20 s.</summary>
[GrainType("queue")]
internal sealed class QueueGrain(
    IJournal journal,
    IQueueStore store,
    IOverflowStore overflows,
    IDeadLetterStore deadLetters,
    IChannelHistory histories,
    IEnvelopeCodec codec,
    IBusEvents events,
    TimeProvider time,
    IOptions<QueueOptions> options,
    ILogger<QueueGrain> logger) : Grain, IQueueGrain, IQueueLeases, IDisposable
{
    private readonly EvidenceBuffer _buffer = new();
    private ChannelKey _queue;
    private Refusal? _closed;
    private QueueClock _clock = null!;
    private ChannelLog _log = null!;
    private QueueIndex _index = null!;
    private QueueSettler _settler = null!;
    private QueueDesk _desk = null!;
    private QueueOutlet _outlet = null!;
    private PublishPump _pump = null!;
    private QueueOverflow _overflow = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _queue = ChannelKey.Parse(this.GetPrimaryKeyString());
        _closed = await (_queue.IsInbox ? CheckInboxAsync() : CheckWorkQueueAsync());
        if (_closed is not null)
        {
            // What does not exist leaves no trace in the journal. The first call is answered, then the activation goes.
            return;
        }

        _clock = new QueueClock(time);
        var head = await journal.OpenChannelAsync(_queue, cancellationToken);
        var limits = options.Value.Limits;
        var bodies = new QueueBodies(_queue, head.Epoch, journal, options.Value.MessagesInMemory, options.Value.BytesInMemory);
        _index = await new QueueOpening(_queue, journal, store, codec).LoadAsync(limits, head, bodies, cancellationToken);
        _log = new ChannelLog(_queue, head, journal);
        var letters = new LetterWriter(_queue, head.Epoch, bodies, codec, _buffer, options.Value.DeadLetterExpired);
        _settler = new QueueSettler(_index, bodies, letters, _queue, head, store, events, _clock, DeactivateOnIdle, logger);
        _desk = new QueueDesk(
            _index,
            _settler,
            _clock,
            (session, observer) => new ConsumerLine(session, observer, _queue, head.Epoch, _index, bodies, limits.RedeliverAfter / 2, time, _desk.Lose, logger),
            _queue.IsInbox ? new Doorbell(_queue, GrainFactory, logger).Ring : static () => { },
            ring => new GrainAlarm(this, ring));
        _settler.Reopened = _desk.HandOut;
        var (spilled, overflow) = await OverflowOpening.OpenAsync(overflows, journal, _queue, head, _clock, cancellationToken);
        var gauge = new PressureGauge(_queue, _index, limits, overflow, options.Value.Overflow.Limits, _clock, events, logger);
        _outlet = new QueueOutlet(_index, bodies, _desk, gauge, codec, _clock);
        _pump = new PublishPump(_log, _outlet, DeactivateOnIdle, logger);
        _overflow = new QueueOverflow(
            _queue, spilled, overflow, options.Value.Overflow.Limits, _index, limits, gauge, _outlet, Append, letters, deadLetters, events, _clock, DeactivateOnIdle, ring => new GrainAlarm(this, ring), logger);
        var trimmer = new QueueTrimmer(
            _queue, head, _index, () => !_overflow.IsRefilling, histories, options.Value.TrimAfter, ring => new GrainAlarm(this, ring));
        _settler.Stored = () =>
        {
            _overflow.Changed();
            trimmer.Kick();
        };
        _settler.Stored();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_pump is not null)
        {
            _desk.Stop();
            await _overflow.StopAsync(cancellationToken);
            await _pump.Drained.WaitAsync(cancellationToken);
            await _settler.Drained.WaitAsync(cancellationToken);
        }
    }

    public void Dispose() => _buffer.Dispose();

    public Task<PublishResult> PublishAsync(PublishRequest request)
    {
        if ((Closed() ?? PublishRefusals.Check(request, _queue)) is { } refusal)
        {
            return Task.FromResult(PublishRefusals.Answer(refusal));
        }

        return _overflow.WithoutKnown(request) is { } unknown ? PublishRestAsync(unknown) : StoreAsync(request);
    }

    public Task<Result<QueueState>> AttachAsync(QueueConsumer consumer, IDeliveryObserver observer)
    {
        if (Closed() is { } refusal)
        {
            return Task.FromResult<Result<QueueState>>(refusal);
        }

        _desk.Attach(consumer, observer);
        return Task.FromResult<Result<QueueState>>(State());
    }

    public Task DetachAsync(string sessionId)
    {
        if (Closed() is null)
        {
            _desk.Detach(sessionId);
        }

        return Task.CompletedTask;
    }

    public Task<QueueReleased> ReleaseAsync(KillTarget target) => Task.FromResult(Closed() is null ? _desk.Release(target) : new QueueReleased(0, 0, 0));

    public Task<Refusal?> SettleAsync(string sessionId, ulong epoch, ImmutableArray<Settlement> settlements) =>
        Closed() is { } refusal ? Task.FromResult<Refusal?>(refusal)
        : epoch != _log.Epoch || settlements.IsDefaultOrEmpty ? Task.FromResult<Refusal?>(null)
        : _desk.SettleAsync(sessionId, settlements);

    public Task AwaitRepliesAsync(ImmutableArray<AwaitedReply> replies)
    {
        if (Closed() is null)
        {
            foreach (var reply in replies)
            {
                _index.Await(reply, _clock.Now);
            }
        }

        return Task.CompletedTask;
    }

    public Task<QueueState> DescribeAsync() => Task.FromResult(Closed() is null ? State() : new QueueState(0, 0, 0, 0, 0, 0));

    public Task CloseAsync()
    {
        _closed = _queue.IsInbox ? QueueRefusals.NotRegistered : Refusal.NotFound;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <summary>Some of the messages are stored already, where they have no places that follow each other.</summary>
    private async Task<PublishResult> PublishRestAsync(PublishRequest unknown) =>
        unknown.Messages.IsEmpty || await StoreAsync(unknown) is { Refusal: null } ? PublishResult.Spilled : PublishRefusals.WhileDraining;

    private Task<PublishResult> StoreAsync(PublishRequest request) =>
        _overflow.Decide(request, fits: _outlet.Admit(request) is null) is var step && step != OverflowStep.Admit ? _overflow.TakeAsync(step, request)
        : Append(request)?.Task ?? Task.FromResult(PublishRefusals.WhileDraining);

    /// <summary>Null while a failed append drains.</summary>
    private PendingPublish? Append(PublishRequest request)
    {
        if (_log.Append(request, time.GetUtcNow()) is not { } publish)
        {
            return null;
        }

        _outlet.Begin(request);
        _pump.Add(publish);
        return publish;
    }

    private async Task<Refusal?> CheckInboxAsync() =>
        await GrainFactory.GetGrain<IAgentAdmin>(new AgentKey(_queue.Tenant, _queue.Channel).GrainKey).DescribeAsync() is null
            ? QueueRefusals.NotRegistered
            : null;

    private async Task<Refusal?> CheckWorkQueueAsync()
    {
        var room = await GrainFactory.GetGrain<IRoomDirectory>(_queue.RoomKey.GrainKey).DescribeAsync();
        return room.Refusal ?? room.Value!.Channels.FirstOrDefault(channel => channel.Name == _queue.Channel) switch
        {
            null => Refusal.NotFound,
            { Kind: ChannelKind.WorkQueue } => null,
            _ => QueueRefusals.NoWorkQueue,
        };
    }

    private QueueState State() => new(_log.Epoch, _log.Committed, _index.Count, _index.Bytes, _index.InFlight, _index.Consumers, _overflow.Count);

    private Refusal? Closed()
    {
        if (_closed is not null)
        {
            DeactivateOnIdle();
        }

        return _closed;
    }
}
