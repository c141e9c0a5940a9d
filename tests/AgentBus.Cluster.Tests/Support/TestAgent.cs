using System.Collections.Immutable;
using System.Text;
using AgentBus.Contracts;
using AgentBus.Domain.Admission;
using AgentBus.Model;
using AgentBus.Protocol.Envelopes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Orleans;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>An agent as its front-end drives it.</summary>
internal sealed class TestAgent(IGrainFactory grains, string tenant, string agent)
{
    private readonly TestObserver _observer = new();
    private int _messages;

    public AgentKey Key { get; } = new(tenant, agent);

    public IAgentGrain Grain { get; } = grains.GetGrain<IAgentGrain>(new AgentKey(tenant, agent).GrainKey);

    public IAgentInbox Inbox { get; } = grains.GetGrain<IAgentInbox>(new AgentKey(tenant, agent).GrainKey);

    public IAgentMemory Memory { get; } = grains.GetGrain<IAgentMemory>(new AgentKey(tenant, agent).GrainKey);

    public IAgentAdmin Admin { get; } = grains.GetGrain<IAgentAdmin>(new AgentKey(tenant, agent).GrainKey);

    public SessionToken Token { get; private set; } = new("", "");

    /// <summary>Why the session ended, as the observer was told.</summary>
    public IReadOnlyCollection<Refusal> Endings => _observer.Endings;

    /// <summary>Whoever holds the session does not answer that it ended.</summary>
    public bool IsMute
    {
        get => _observer.IsMute;
        set => _observer.IsMute = value;
    }

    /// <summary>Who the credential of the agent speaks for.</summary>
    public Principal Principal { get; init; } = new(
        new AgentKey(tenant, agent), EntityType.Agent, ["agent"], 5, [], $"jti-{tenant}-{agent}", DateTimeOffset.MaxValue);

    public OpenSession Request(SessionKind kind = SessionKind.Socket, string hash = Constitution.Hash) => new(
        TestAuthenticator.Credential(Principal), kind, hash, AgentDescription.Empty, new ChannelName(Settings.Room, Settings.Channel));

    public async Task<SessionOpened> OpenAsync(SessionKind kind = SessionKind.Socket, AgentDescription? description = null)
    {
        var opened = await Grain.OpenSessionAsync(Request(kind) with { Description = description ?? AgentDescription.Empty }, grains.CreateObjectReference<ISessionObserver>(_observer));
        opened.Refusal.ShouldBeNull();
        Token = opened.Value!.Token;
        return opened.Value;
    }

    /// <summary>A message to <c>ops:general</c>.</summary>
    public Envelope Message(string text, string channel = Settings.Channel, string key = "") => new()
    {
        MessageId = $"{Key.Agent}-{Interlocked.Increment(ref _messages)}",
        ProtocolVersion = ProtocolVersions.Current,
        ConstitutionalHash = Constitution.Hash,
        Room = Settings.Room,
        Channel = channel,
        Type = MessageType.Event,
        IdempotencyKey = key,
        Encoded = Encoding.UTF8.GetBytes(text),
    };

    /// <summary>A batch as a client puts it on the wire: the text of each message becomes its content.</summary>
    public static SendRequest Request(SessionToken token, params Envelope[] messages) =>
        new(token, [.. messages.Select(static message => message with { Encoded = Wire(message).ToByteArray() })]);

    /// <summary>A message to the inbox of an agent.</summary>
    public Envelope To(string receiver, string text, MessageType type = MessageType.Event, string parent = "") =>
        Message(text) with { Room = "", Channel = "", ToAgent = receiver, Type = type, ParentId = parent };

    /// <summary>A message to agents and groups, the latter as <c>group/id</c>.</summary>
    public Envelope ToAll(string text, params string[] receivers) => Message(text) with
    {
        Room = "",
        Channel = "",
        Recipients = [.. receivers.Select(static name => name.StartsWith("group/", StringComparison.Ordinal)
            ? new Recipient(EntityType.Group, name["group/".Length..])
            : new Recipient(EntityType.Agent, name))],
    };

    public async Task<ImmutableArray<Receipt>> SendAsync(params Envelope[] messages)
    {
        var sent = await Grain.SendAsync(Request(Token, messages));
        sent.Refusal.ShouldBeNull();
        return sent.Value!.Receipts;
    }

    public async Task<Receipt> SendAsync(string text) => (await SendAsync(Message(text)))[0];

    public Task<Result<HistoryPage>> ReadAsync(long after = 0, int limit = 1_000, string channel = Settings.Channel) =>
        ReadAsync(new ChannelName(Settings.Room, channel), new Position(0, after), limit);

    public Task<Result<HistoryPage>> ReadAsync(ChannelName channel, Position after, int limit) =>
        Memory.ReadHistoryAsync(new HistoryRequest(Token, channel, new HistoryQuery(after, Since: null, Before: 0, limit)));

    public Task<Result<SubscriptionGranted>> SubscribeAsync(string channel = Settings.Channel) =>
        Grain.SubscribeAsync(new SubscribeRequest(Token, new ChannelName(Settings.Room, channel)));

    /// <summary>Registers the agent, so that it has an inbox.</summary>
    public async Task RegisterAsync() =>
        (await Admin.RegisterAsync(Token, AgentDescription.Empty with { Name = Key.Agent })).ShouldBeNull();

    /// <summary>Takes messages out of the agent's inbox, or of a channel of <c>ops</c>.</summary>
    public Task<Result<QueueState>> AttachAsync(TestConsumer consumer, string channel = "", int window = 0) =>
        Inbox.AttachAsync(Take(channel, window), grains.CreateObjectReference<IDeliveryObserver>(consumer));

    public Task DetachAsync(string channel = "") => Inbox.DetachAsync(Take(channel, 0));

    /// <summary>Settles messages that the consumer was handed, each in the same way.</summary>
    public async Task<Refusal?> SettleAsync(
        IEnumerable<(QueueDelivery Delivery, QueueMessage Message)> received, SettlementKind kind = SettlementKind.Done, TimeSpan retryAfter = default)
    {
        (QueueDelivery Delivery, QueueMessage Message)[] all = [.. received];
        return await Inbox.SettleAsync(new SettleRequest(
            Token,
            new ChannelName(all[0].Delivery.Queue.Room, all[0].Delivery.Queue.Channel),
            all[0].Delivery.Epoch,
            0,
            [.. all.Select(one => new Settlement(one.Message.Message.Sequence, kind, retryAfter, ""))]));
    }

    private AttachRequest Take(string channel, int window) =>
        new(Token, channel.Length > 0 ? new ChannelName(Settings.Room, channel) : ChannelName.None, window);

    public static string Text(ChannelMessage message) => Protocol.V1.Envelope.Parser.ParseFrom(message.Envelope.Span).Content.Text;

    public static Protocol.V1.Envelope Wire(Envelope message)
    {
        var wire = WithoutHeaders(message);
        wire.Recipients.Add(message.Recipients.Select(static recipient => new Protocol.V1.Entity { Type = (Protocol.V1.EntityType)((int)recipient.Type + 1), Id = recipient.Id }));
        if (message.RequiredCapability.Length > 0)
        {
            wire.Headers.Add(EnvelopeHeaders.RequiredCapability, message.RequiredCapability);
        }

        return wire;
    }

    private static Protocol.V1.Envelope WithoutHeaders(Envelope message) => new()
    {
        MessageId = message.MessageId,
        ProtocolVersion = message.ProtocolVersion,
        ConstitutionalHash = message.ConstitutionalHash,
        TenantId = message.TenantId,
        FromAgent = message.FromAgent,
        Room = message.Room,
        Channel = message.Channel,
        Target = message.Target,
        ToAgent = message.ToAgent,
        Recipients = { message.Recipients.Select(static named => new Protocol.V1.Entity { Id = named.Id, Type = (Protocol.V1.EntityType)((int)named.Type + 1) }) },
        Kind = (Protocol.V1.EnvelopeKind)((int)message.Kind + 1),
        Priority = (Protocol.V1.Priority)(int)message.Priority,
        ParentId = message.ParentId,
        ConversationId = message.ConversationId,
        EhiScore = message.EhiScore ?? 0,
        Tool = message.Tool,
        CorrelationId = message.CorrelationId,
        RequiresApproval = message.RequiresApproval,
        ApprovalId = message.ApprovalId,
        Action = message.Action,
        MessageType = (Protocol.V1.MessageType)((int)message.Type + 1),
        IdempotencyKey = message.IdempotencyKey,
        ExpiresAt = message.ExpiresAt?.ToTimestamp(),
        Subject = message.Subject,
        Intent = message.Intent,
        Content = new Protocol.V1.Content
        {
            Text = Encoding.UTF8.GetString(message.Encoded.Span),
            Classification = (Protocol.V1.Classification)((int)message.Classification + 1),
        },
    };
}
