using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Contracts;
using AgentBus.Domain.Admission;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>An agent as its front-end drives it.</summary>
internal sealed class TestAgent(IGrainFactory grains, string tenant, string agent)
{
    private readonly TestObserver _observer = new();
    private int _messages;

    public AgentKey Key { get; } = new(tenant, agent);

    public IAgentGrain Grain { get; } = grains.GetGrain<IAgentGrain>(new AgentKey(tenant, agent).GrainKey);

    public IAgentAdmin Admin { get; } = grains.GetGrain<IAgentAdmin>(new AgentKey(tenant, agent).GrainKey);

    public SessionToken Token { get; private set; } = new("", "");

    /// <summary>Why the session ended, as the observer was told.</summary>
    public IReadOnlyCollection<Refusal> Endings => _observer.Endings;

    /// <summary>Who the credential of the agent speaks for.</summary>
    public Principal Principal { get; init; } = new(
        new AgentKey(tenant, agent), EntityType.Agent, ["agent"], 5, [], $"jti-{tenant}-{agent}", DateTimeOffset.MaxValue);

    public OpenSession Request(SessionKind kind = SessionKind.Socket, string hash = Constitution.Hash) => new(
        TestAuthenticator.Credential(Principal), kind, hash, AgentDescription.Empty, new ChannelName(Settings.Room, Settings.Channel));

    public async Task<SessionOpened> OpenAsync(SessionKind kind = SessionKind.Socket)
    {
        var opened = await Grain.OpenSessionAsync(Request(kind), grains.CreateObjectReference<ISessionObserver>(_observer));
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
        BodyDigest = SHA256.HashData(Encoding.UTF8.GetBytes(text)),
        Encoded = Encoding.UTF8.GetBytes(text),
    };

    public async Task<ImmutableArray<Receipt>> SendAsync(params Envelope[] messages)
    {
        var sent = await Grain.SendAsync(new SendRequest(Token, [.. messages]));
        sent.Refusal.ShouldBeNull();
        return sent.Value!.Receipts;
    }

    public async Task<Receipt> SendAsync(string text) => (await SendAsync(Message(text)))[0];

    public Task<Result<ChannelPage>> ReadAsync(long after = 0, int limit = 1_000, string channel = Settings.Channel) =>
        Grain.ReadAsync(new ReadRequest(Token, new ChannelName(Settings.Room, channel), new Position(0, after), limit));

    public Task<Result<SubscriptionGranted>> SubscribeAsync(string channel = Settings.Channel) =>
        Grain.SubscribeAsync(new SubscribeRequest(Token, new ChannelName(Settings.Room, channel)));

    public static string Text(ChannelMessage message) => Encoding.UTF8.GetString(message.Envelope.Span);
}
