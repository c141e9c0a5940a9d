using AgentBus.Domain.Admission;
using AgentBus.Domain.Quotas;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using BenchmarkDotNet.Attributes;

namespace AgentBus.Benchmarks;

/// <summary>The whole admission of one message that passes, as the sender's grain runs it.</summary>
[MemoryDiagnoser]
public class AdmissionBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly AdmissionPipeline _pipeline = AdmissionPipeline.Create(MessageLimits.Default);
    private readonly AdmissionContext _context = Context();
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
        Encoded = new byte[1024],
    };

    [Benchmark]
    public bool Admit() => _pipeline.Admit(_envelope, in _context).IsDelivered;

    private static AdmissionContext Context()
    {
        // As good as no limit, so that the bucket is asked and never empty.
        var quota = new QuotaSettings(AgentRate: 1e9, AgentBurst: 1e9, TenantRate: 1e9, TenantBurst: 1e9);
        var room = new RoomSettings("ops", RoomAcl.Open, [new ChannelSettings("main", "discussion", ChannelDurability.Durable, Hardcoded: true, Now, "config")], AutoCreateChannels: false, MaxChannels: 4);
        var settings = new TenantSettings(
            new TenantKey("acme"), 1, TenantStatus.Active, [], "prod", [], quota, DefaultRoles.All, [room], [], [], [], PreviousHash: "", MaxMemberships: 16);
        var principal = new Principal(new AgentKey("acme", "alice"), EntityType.Agent, ["agent"], 1, [], "credential", Now.AddHours(1));
        return new AdmissionContext(
            principal, TenantSnapshot.Compile(settings), ChannelName.None, Now, TokenBucket.ForAgent(quota, Now), TokenBucket.ForTenant(quota, 1, Now), new NoKeys());
    }

    private sealed class NoKeys : IDeliveredKeys
    {
        public KeyLookup Find(string idempotencyKey, ReadOnlyMemory<byte> bodyDigest) => default;
    }
}
