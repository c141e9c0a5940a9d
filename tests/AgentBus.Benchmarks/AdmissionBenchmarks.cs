using AgentBus.Domain.Admission;
using AgentBus.Domain.Impact;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Policies;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Quotas;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using AgentBus.Silo.Gateway;
using BenchmarkDotNet.Attributes;

namespace AgentBus.Benchmarks;

/// <summary>The whole admission of one message that passes, as the sender's grain runs it.</summary>
[MemoryDiagnoser]
public class AdmissionBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly AdmissionPipeline _pipeline = AdmissionPipeline.Create(MessageLimits.Default);
    private readonly AdmissionPipeline _governed = AdmissionPipeline.Create(MessageLimits.Default, new PolicyStage(new MessageData(), new Quiet()));
    private readonly AdmissionPipeline _plain = AdmissionPipeline.Create(MessageLimits.Default, new PolicyStage(new MessageData(), new Quiet(), plain: true));
    private readonly AdmissionPipeline _scored = AdmissionPipeline.Create(MessageLimits.Default, new ImpactStage(new WeightedScorer(), new Quiet()));
    private readonly AdmissionPipeline _all = AdmissionPipeline.Create(
        MessageLimits.Default,
        new InspectionStage(new MessageText(), new byte[32]),
        new PolicyStage(new MessageData(), new Quiet()),
        new ImpactStage(new WeightedScorer(), new Quiet(), new MessageText()));

    private readonly AdmissionContext _context = Context(PolicySettings.None);
    private readonly AdmissionContext _policies = Context(TwentyPolicies.Settings);
    private readonly AdmissionContext _everything = Context(TwentyPolicies.Settings, new InspectionPolicy { Mode = InspectionMode.Enforce });
    private readonly Envelope _envelope = new()
    {
        MessageId = "018f3a5e-7b1c-7e8a-9d3b-0c1d2e3f4a5b",
        ProtocolVersion = "1.0",
        ConstitutionalHash = Constitution.Hash,
        TenantId = "acme",
        FromAgent = "alice",
        Room = "ops",
        Channel = "main",
        Type = MessageType.Event,
        BodyDigest = new byte[32],
        Encoded = TwentyPolicies.Message(),
    };
    private int _messages;

    [Benchmark]
    public bool Admit() => _pipeline.Admit(_envelope, in _context).IsDelivered;

    /// <summary>The policy stage is there, and the tenant has no policies.</summary>
    [Benchmark]
    public bool AdmitWithoutPolicies() => _governed.Admit(_envelope, in _context).IsDelivered;

    /// <summary>Ten declared rules and a bundle of ten; the sender has sent such a message before.</summary>
    [Benchmark]
    public bool AdmitUnderTwentyPolicies() => _governed.Admit(_envelope, in _policies).IsDelivered;

    /// <summary>Each message is the first of its kind, so that the bundle is evaluated.</summary>
    [Benchmark]
    public bool AdmitUnderTwentyPoliciesAnew() => _governed.Admit(_envelope with { Tool = $"tool-{_messages++}" }, in _policies).IsDelivered;

    /// <summary>The whole input is made and evaluated.</summary>
    [Benchmark]
    public bool AdmitUnderTwentyPoliciesPlain() => _plain.Admit(_envelope, in _policies).IsDelivered;

    /// <summary>Inspection, twenty policies, impact and EHI: the figure that the architecture names, of a message of 1 KiB.</summary>
    [Benchmark]
    public bool AdmitWithEverything() => _all.Admit(_envelope, in _everything).IsDelivered;

    /// <summary>The same stages where the tenant asks for nothing.</summary>
    [Benchmark]
    public bool AdmitWithEverythingOff() => _all.Admit(_envelope, in _context).IsDelivered;

    /// <summary>Impact and EHI, without reading texts.</summary>
    [Benchmark]
    public bool AdmitScored() => _scored.Admit(_envelope, in _context).IsDelivered;

    private static AdmissionContext Context(PolicySettings policies, InspectionPolicy? inspection = null)
    {
        // As good as no limit, so that the bucket is asked and never empty.
        var quota = new QuotaSettings(AgentRate: 1e9, AgentBurst: 1e9, TenantRate: 1e9, TenantBurst: 1e9);
        var room = new RoomSettings("ops", RoomAcl.Open, [new ChannelSettings("main", "discussion", ChannelDurability.Durable, Hardcoded: true, Now, "config")], AutoCreateChannels: false, MaxChannels: 4);
        var settings = new TenantSettings(
            new TenantKey("acme"), 1, TenantStatus.Active, [], "prod", [], quota, DefaultRoles.All, [room], [], [], [], PreviousHash: "", MaxMemberships: 16) { Policies = policies, Inspection = inspection };
        var principal = new Principal(new AgentKey("acme", "alice"), EntityType.Agent, ["agent"], 1, [], "credential", Now.AddHours(1));
        return new AdmissionContext(
            principal, TenantSnapshot.Compile(settings), ChannelName.None, Now, TokenBucket.ForAgent(quota, Now), TokenBucket.ForTenant(quota, 1, Now), new NoKeys());
    }

    private sealed class NoKeys : IDeliveredKeys
    {
        public KeyLookup Find(string idempotencyKey, ReadOnlyMemory<byte> bodyDigest) => default;
    }

    private sealed class Quiet : IStageFaults
    {
        public void Failed(string stage, Exception fault) => throw fault;
    }
}
