using System.Collections.Immutable;
using AgentBus.Domain.Admission;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Scenes;

/// <summary>Random senders, tenants and messages: most of them nearly right, so that every stage gets to see some.</summary>
internal static class Worlds
{
    private static readonly Gen<string> Words = Gen.Frequency(
        (6, Gen.Elements("ops", "main", "vault", "alice", "bob", "acme", "globex", "admin", "*")),
        (2, Gen.Elements("", "a:b", "a/b", "sys-log", "ä", "\ud800", "\0", " ", new string('x', 300), "ace.comms.*")),
        (1, Gen.Elements(Enumerable.Range(0, 128).Select(static c => ((char)c).ToString()).ToArray())));

    private static readonly Gen<Principal> Principals =
        from type in Gen.Elements(Enum.GetValues<EntityType>())
        from roles in Gen.SubListOf("admin", "agent", "human", "observer", "ghost")
        from clearance in Gen.Choose(0, 5)
        select Scene.NewPrincipal(type: type, clearance: clearance) with { Roles = [.. roles] };

    private static readonly Gen<RoomAcl> Acls =
        from publish in Gen.SubListOf("admin", "agent", "human")
        from classification in Gen.Elements(Enum.GetValues<Classification>())
        from clearance in Gen.Choose(0, 5)
        select RoomAcl.Open with { PublishRoles = [.. publish], MaxClassification = classification, MinClearance = clearance };

    private static readonly Gen<TenantSettings> Tenants =
        from acls in Gen.Two(Acls)
        from status in Gen.Frequency((5, Gen.Constant(TenantStatus.Active)), (1, Gen.Constant(TenantStatus.LockedDown)))
        from disabled in Gen.Frequency((9, Gen.Constant("bob")), (1, Gen.Constant("alice")))
        from burst in Gen.Frequency((9, Gen.Constant(5.0)), (1, Gen.Constant(1.0)))
        select Scene.NewSettings() with
        {
            Status = status,
            DisabledAgents = [disabled],
            Quota = new QuotaSettings(1, burst, 10, 10),
            Rooms = [Scene.NewRoom("ops", acls.Item1), Scene.NewRoom("vault", acls.Item2)],
            Groups = [new GroupSettings("crew", ["bob", "alice"], ["ring"]), new GroupSettings("ring", [], ["crew"])],
        };

    private static readonly Gen<ImmutableArray<IAdmissionStage>> Governances =
        from ehi in Gen.Elements(0.0, 0.5, 0.7, 0.9)
        from floor in Gen.Elements(Enum.GetValues<Classification>())
        from asks in Gen.Elements(false, true)
        select asks ? [new AskingStage(), new RaisingStage(ehi, floor, 0.7)] : ImmutableArray.Create<IAdmissionStage>(new RaisingStage(ehi, floor, 0.7));

    private static readonly Gen<KeyLookup> Lookups = Gen.Frequency(
        (8, Gen.Constant(default(KeyLookup))),
        (1, Gen.Constant(new KeyLookup(KeyState.SameInFlight))),
        (1, Gen.Constant(new KeyLookup(KeyState.Conflict))));

    public static Gen<Scene> Scenes { get; } =
        from principal in Principals
        from tenant in Tenants
        from home in Gen.Elements(ChannelName.None, new ChannelName("ops", "main"), new ChannelName("ops", ""))
        from governance in Governances
        from lookup in Lookups
        from answer in Gen.Elements(null, new AdmissionAnswer("policy", null), new AdmissionAnswer("policy", "allow"u8.ToArray()))
        select WithKey(new Scene { Principal = principal, Settings = tenant, Home = home, Governance = governance, Answer = answer }, lookup);

    /// <summary>A message that is right in most fields and says something random in a few.</summary>
    public static Gen<Envelope> Messages { get; } =
        from changes in Changes().ListOf()
        select changes.Take(3).Aggregate(Scene.Message, static (message, change) => change(message));

    private static Scene WithKey(Scene scene, KeyLookup lookup)
    {
        scene.Keys.Remember("m-1", lookup);
        return scene;
    }

    private static Gen<Func<Envelope, Envelope>> Changes() => Gen.OneOf(
        Words.Select(Text(static (m, t) => m with { MessageId = t })),
        Words.Select(Text(static (m, t) => m with { ProtocolVersion = t })),
        Words.Select(Text(static (m, t) => m with { ConstitutionalHash = t })),
        Words.Select(Text(static (m, t) => m with { TenantId = t })),
        Words.Select(Text(static (m, t) => m with { FromAgent = t })),
        Words.Select(Text(static (m, t) => m with { ToAgent = t })),
        Words.Select(Text(static (m, t) => m with { Recipients = [new(EntityType.Agent, t), new(EntityType.Group, t)] })),
        Gen.SubListOf("crew", "ring", "alice").Select(static names => new Func<Envelope, Envelope>(
            m => m with { Channel = names.Count == 1 ? "pm" : m.Channel, Recipients = [.. names.Select(static name => new Recipient(name == "alice" ? EntityType.Agent : EntityType.Group, name))] })),
        Gen.Elements(MessageType.Heartbeat).Select(static type => new Func<Envelope, Envelope>(m => m with { Type = type, Room = "", Channel = "" })),
        Words.Select(Text(static (m, t) => m with { Room = t })),
        Words.Select(Text(static (m, t) => m with { Channel = t })),
        Words.Select(Text(static (m, t) => m with { Room = "", Channel = "", Target = t })),
        Words.Select(Text(static (m, t) => m with { IdempotencyKey = t })),
        Words.Select(Text(static (m, t) => m with { Subject = t })),
        Words.Select(Text(static (m, t) => m with { Action = t, Tool = t, ApprovalId = t })),
        Words.Select(Text(static (m, t) => m with { ParentId = t, ConversationId = t, CorrelationId = t, TraceParent = t })),
        Words.Select(Text(static (m, t) => m with { Defect = t })),
        Numbers(static (m, n) => m with { Type = (MessageType)n }),
        Numbers(static (m, n) => m with { Kind = (EnvelopeKind)n }),
        Numbers(static (m, n) => m with { Priority = (Priority)n }),
        Numbers(static (m, n) => m with { Classification = (Classification)n }),
        Numbers(static (m, n) => m with { ExpiresAt = Scene.Start.AddSeconds(n - 2) }),
        Numbers(static (m, n) => m with { BodyDigest = new byte[n > 0 ? 32 : 0], Encoded = new byte[Math.Max(n, 0)] }),
        Numbers(static (m, n) => m with { RequiresApproval = n > 5 }),
        Gen.Elements<double?>(null, 0, 0.5, 0.8, 1, -1, 2, double.NaN, double.PositiveInfinity)
            .Select(static score => new Func<Envelope, Envelope>(m => m with { EhiScore = score })));

    private static Func<string, Func<Envelope, Envelope>> Text(Func<Envelope, string, Envelope> set) => text => message => set(message, text);

    private static Gen<Func<Envelope, Envelope>> Numbers(Func<Envelope, int, Envelope> set) =>
        Gen.Choose(-1, 12).Select(number => new Func<Envelope, Envelope>(message => set(message, number)));
}
