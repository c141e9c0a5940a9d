using AgentBus.Grains.Hosting;
using AgentBus.Silo.Gateway.Commands;
using AgentBus.Silo.Gateway.FanOut;
using AgentBus.Silo.Ledger;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using AgentBus.Silo.Security.Abuse;
using AgentBus.Silo.Security.NKeys;
using Microsoft.Extensions.Options;
using Orleans;

namespace AgentBus.Silo.Gateway;

/// <summary>What every connection of the silo shares.</summary>
internal sealed class GatewayParts(
    IClusterClient cluster,
    RoomFanOut fanOut,
    CommandRegistry commands,
    CredentialRouting routing,
    NKeyChallenges challenges,
    BanList bans,
    GatewayStatistics statistics,
    AuditWait audits,
    IOptions<GatewayOptions> options,
    IOptions<BusOptions> bus,
    IOptions<QueueOptions> queues,
    TimeProvider time,
    ILogger<GatewayParts> logger)
{
    public IClusterClient Cluster => cluster;

    public RoomFanOut FanOut => fanOut;

    public CommandRegistry Commands => commands;

    public CredentialRouting Routing => routing;

    public NKeyChallenges Challenges => challenges;

    public BanList Bans => bans;

    public GatewayStatistics Statistics => statistics;

    public AuditWait Audits => audits;

    public GatewayOptions Options { get; } = options.Value;

    public int MaxContextBytes => bus.Value.MaxContextBytes;

    public TimeSpan RedeliverAfter => queues.Value.RedeliverAfter;

    public FlushQueue Flushes { get; } = new();

    public TimeProvider Time => time;

    public ILogger Logger => logger;
}
