using System.Collections.Immutable;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Quotas;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Scenes;

/// <summary>A tenant "acme" with a room "ops", an agent "alice" in it, and a message that passes; tests change one thing.</summary>
internal sealed record Scene
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ChannelKey OpsMain = new("acme", "ops", "main");

    public TenantSettings Settings { get; init; } = NewSettings();

    public Principal Principal { get; init; } = NewPrincipal();

    public ChannelName Home { get; init; } = ChannelName.None;

    public DateTimeOffset Now { get; init; } = Start;

    public FakeKeys Keys { get; init; } = new();

    public AdmissionAnswer? Answer { get; init; }

    public ImmutableArray<IAdmissionStage> Governance { get; init; } = [];

    public static Envelope Message { get; } = new()
    {
        MessageId = "m-1",
        ProtocolVersion = "1.0",
        ConstitutionalHash = Constitution.Hash,
        TenantId = "acme",
        FromAgent = "alice",
        Room = "ops",
        Channel = "main",
        Type = MessageType.Event,
        BodyDigest = new byte[32],
        Encoded = new byte[64],
    };

    public static TenantSettings NewSettings() => new(
        new TenantKey("acme"),
        Revision: 7,
        TenantStatus.Active,
        AllowedInLockdown: [MessageType.Heartbeat],
        Environment: "prod",
        Compliance: [],
        new QuotaSettings(AgentRate: 10, AgentBurst: 5, TenantRate: 100, TenantBurst: 50),
        DefaultRoles.All,
        [NewRoom("ops", RoomAcl.Open)],
        ApiKeys: [],
        DisabledAgents: [],
        RevokedCredentials: [],
        PreviousHash: "",
        MaxMemberships: 3);

    public static RoomSettings NewRoom(string name, RoomAcl acl, bool autoCreate = false) =>
        new(name, acl, [new ChannelSettings("main", "discussion", ChannelDurability.Durable, Hardcoded: true, Start, "config")], autoCreate, MaxChannels: 4);

    public static Principal NewPrincipal(string agent = "alice", EntityType type = EntityType.Agent, int clearance = 1, params string[] roles) =>
        new(new AgentKey("acme", agent), type, [.. roles.Length > 0 ? roles : ["agent"]], clearance, [], "credential-1", Start.AddHours(1));

    public Scene WithAcl(Func<RoomAcl, RoomAcl> change) =>
        this with { Settings = Settings with { Rooms = [NewRoom("ops", change(RoomAcl.Open), Settings.Rooms[0].AutoCreateChannels)] } };

    public Scene WithPolicyAcl(RoomAcl acl) => this with { Settings = Settings with { Rooms = [NewRoom("ops", acl)] } };

    public Scene WithAutoCreate() => this with { Settings = Settings with { Rooms = [NewRoom("ops", Settings.Rooms[0].Acl, autoCreate: true)] } };

    public TenantSnapshot Snapshot() => TenantSnapshot.Compile(Settings);

    public AdmissionContext Context() => new(
        Principal,
        Snapshot(),
        Home,
        Now,
        TokenBucket.ForAgent(Settings.Quota, Now),
        TokenBucket.ForTenant(Settings.Quota, 1, Now),
        Keys,
        Answer);

    public AdmissionPipeline Pipeline() => AdmissionPipeline.Create(MessageLimits.Default, Governance.AsSpan());

    public AdmissionResult Admit(Envelope? message = null) => Pipeline().Admit(message ?? Message, Context());
}
