using System.Collections.Immutable;
using System.Security.Cryptography;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Domain.Rooms;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Rooms;

/// <summary>
/// One channel. Publishing needs the room's ACL, which the sender's admission has checked; membership is needed to receive only.
/// </summary>
[GrainType("room")]
internal sealed class RoomGrain(
    IJournal journal,
    IChannelHistory histories,
    IMembershipStore memberships,
    IPositionStore positions,
    ICaseStore cases,
    TimeProvider time,
    IOptions<BusOptions> options,
    ILogger<RoomGrain> logger) : Grain, IRoomGrain, IRoomHistory
{
    private readonly BusOptions _options = options.Value;
    private ChannelKey _channel;
    private Refusal? _closed;
    private ChannelLog _log = null!;
    private ChannelHistory _history = null!;
    private ChannelRetention? _retention;
    private CaseClaims? _claims;
    private PublishPump _pump = null!;
    private Members _members = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _channel = ChannelKey.Parse(this.GetPrimaryKeyString());
        var room = await GrainFactory.GetGrain<IRoomDirectory>(_channel.RoomKey.GrainKey).DescribeAsync();
        if (Find(room) is not { Kind: ChannelKind.PubSub } settings)
        {
            // Neither journal nor members are touched: what does not exist leaves no trace. The first call is answered, then the activation goes.
            _closed = room.Refusal ?? (Find(room) is null ? Refusal.NotFound : QueueRefusals.IsWorkQueue);
            return;
        }

        var durable = settings.Durability == ChannelDurability.Durable;
        var head = durable ? await journal.OpenChannelAsync(_channel, cancellationToken) : new ChannelHead(NewEpoch(), 0, 0, 0);
        _log = new ChannelLog(_channel, head, durable ? journal : null);
        var ring = durable ? new MessageRing(_options.RingMessages, _options.RingBytes) : null;
        _history = new ChannelHistory(_channel, _log, ring, journal, histories);
        _retention = ring is null ? null : new ChannelRetention(_channel, head, _log, ring, histories, time);
        _claims = durable ? null : new CaseClaims(_channel, cases);
        _members = new Members(_channel, memberships, _options.MaxMembersPerChannel);
        await _members.LoadAsync(cancellationToken);

        var stream = this.GetStreamProvider(ChannelStreams.Provider).GetStream<ChannelBatch>(ChannelStreams.Of(_channel));
        var heads = new HeadRepeater(
            time, _options.Heads, () => stream.OnNextAsync(new ChannelBatch(_log.Epoch, _log.Committed, [])), alarm => new GrainAlarm(this, alarm));
        _pump = new PublishPump(_log, new StreamOutlet(_log, ring, stream, heads, logger), DeactivateOnIdle, logger);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _pump?.Drained.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    public Task<PublishResult> PublishAsync(PublishRequest request)
    {
        if ((Closed() ?? PublishRefusals.Check(request, _channel)) is { } refusal)
        {
            return Task.FromResult(PublishRefusals.Answer(refusal));
        }

        return _claims is { } claims && CaseClaims.Concerns(request) ? ClaimAsync(claims, request) : Publish(request);
    }

    public async Task<Result<ChannelPage>> JoinAsync(AgentKey agent)
    {
        if (Closed() is { } refusal)
        {
            return refusal;
        }

        if (agent.Tenant != _channel.Tenant)
        {
            return Refusal.NotFound;
        }

        return await _members.AddAsync(agent, time.GetUtcNow()) is { } notAdded ? notAdded : Page([]);
    }

    public Task LeaveAsync(AgentKey agent) => Closed() is null ? _members.RemoveAsync(agent) : Task.CompletedTask;

    public Task<ImmutableArray<AgentKey>> MembersAsync() =>
        Closed() is not null ? Task.FromResult(ImmutableArray<AgentKey>.Empty)
        : _channel.Channel == ChannelKey.Everyone ? RoomMembersAsync()
        : Task.FromResult(_members.InOrder());

    public async Task<ChannelPage> ReadAsync(long afterSequence, int limit)
    {
        if (Closed() is not null)
        {
            return new ChannelPage(0, 0, 0, []);
        }

        // First and head are read after the messages: a sweep or a commit may have moved them meanwhile, and they may only be newer.
        var messages = await _history.ReadAsync(afterSequence, Math.Clamp(limit, 0, HistoryRange.MaxLimit));
        return Page(messages);
    }

    public Task<HistoryPage> PageAsync(HistoryQuery query) =>
        Closed() is null ? _history.PageAsync(query) : Task.FromResult(new HistoryPage(0, 0, 0, [], 0, false));

    public Task<Position> LocateAsync(DateTimeOffset since) => Closed() is null ? _history.LocateAsync(since) : Task.FromResult(default(Position));

    public async Task<ChannelLag> LagAsync()
    {
        if (Closed() is not null)
        {
            return new ChannelLag(0, 0, []);
        }

        var acknowledged = await positions.LoadConsumersAsync(_channel, CancellationToken.None);
        return LagRules.Of(_log.Epoch, _log.First, _log.Committed, _members.InOrder(), acknowledged);
    }

    public Task<RetentionSwept> SweepAsync(RetentionLimits limits) =>
        Closed() is null && _retention is { } retention ? retention.SweepAsync(limits) : Task.FromResult(new RetentionSwept(0, 0, 0, true));

    public Task CloseAsync()
    {
        _closed = Refusal.NotFound;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private Task<PublishResult> Publish(PublishRequest request)
    {
        if (_log.Append(request, time.GetUtcNow()) is not { } publish)
        {
            return Task.FromResult(PublishRefusals.WhileDraining);
        }

        _pump.Add(publish);
        return publish.Task;
    }

    private async Task<PublishResult> ClaimAsync(CaseClaims claims, PublishRequest request) =>
        (await claims.NoteAsync(request) ?? Closed()) is { } refusal ? PublishRefusals.Answer(refusal) : await Publish(request);

    /// <summary>Whoever follows any channel of the room is reached by its <c>*</c> (ROOM-04).</summary>
    private async Task<ImmutableArray<AgentKey>> RoomMembersAsync() => [.. await memberships.LoadMembersAsync(_channel.RoomKey, CancellationToken.None)];

    private ChannelPage Page(ImmutableArray<ChannelMessage> messages) => new(_log.Epoch, _log.First, _log.Committed, messages);

    private ChannelSettings? Find(Result<RoomDescription> room) =>
        room.Value?.Channels.FirstOrDefault(channel => channel.Name == _channel.Channel);

    private Refusal? Closed()
    {
        if (_closed is not null)
        {
            DeactivateOnIdle();
        }

        return _closed;
    }

    private static ulong NewEpoch()
    {
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(random);

        // 0 means "no epoch" everywhere.
        return Math.Max(1, BitConverter.ToUInt64(random));
    }
}
