using System.Net;
using System.Text.Json;
using AgentBus.Contracts;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Storage;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization.Configuration;
using Orleans.Storage;
using StackExchange.Redis;
using BusCluster = AgentBus.Silo.Options.ClusterOptions;

namespace AgentBus.Silo.Hosting;

/// <summary>The Orleans lane: membership in Redis, state and reminders in PostgreSQL, where they are named; else one silo with SQLite.</summary>
internal static class GrainRuntime
{
    /// <summary>The name under which ADO.NET finds Npgsql.</summary>
    private const string Npgsql = "Npgsql";
    private const string PubSubStore = "PubSubStore";

    /// <summary>Adds grains and storage.</summary>
    public static void Add(WebApplicationBuilder builder, AgentBusOptions options)
    {
        var section = builder.Configuration.GetSection(AgentBusOptions.Section);

        // First, so that PostgreSQL takes the place of its grain storage below. The journal stays in SQLite.
        builder.Services.AddSqliteStorage(storage => StorageSettings.Fill(storage, section, options));

        // Off outside Development by default; then an unserialisable type shows at the first call instead of at the start.
        builder.Services.Configure<TypeManifestOptions>(static manifest => manifest.EnableConfigurationAnalysis = true);
        builder.UseOrleans(silo =>
        {
            UseMembership(silo, options.Cluster);
            UseState(silo, options.Cluster);
            UseStreams(silo, options.Cluster);
            silo.AddAgentBusGrains(bus => section.GetSection("Bus").Bind(bus), queues => section.GetSection("Queues").Bind(queues), ledger => section.GetSection("Ledger").Bind(ledger));
        });
    }

    private static void UseMembership(ISiloBuilder silo, BusCluster cluster)
    {
        if (cluster.Redis.Length == 0)
        {
            silo.UseLocalhostClustering(cluster.SiloPort, cluster.GatewayPort, primarySiloEndpoint: null, cluster.ServiceId, cluster.ClusterId);
            return;
        }

        if (cluster.Postgres.Length == 0)
        {
            throw Fault(nameof(BusCluster.Postgres), "is empty: silos that know each other through Redis must share their state, and each has its own SQLite file.");
        }

        silo.Configure<Orleans.Configuration.ClusterOptions>(names => (names.ClusterId, names.ServiceId) = (cluster.ClusterId, cluster.ServiceId));
        silo.UseRedisClustering(redis => redis.ConfigurationOptions = ReadRedis(cluster.Redis));
        if (cluster.AdvertisedAddress.Length > 0)
        {
            silo.ConfigureEndpoints(Address(cluster.AdvertisedAddress), cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: true);
        }
        else
        {
            silo.ConfigureEndpoints(cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: true);
        }

        // A hung silo goes in 2.5 s; the defaults take 10.
        silo.Configure<ClusterMembershipOptions>(static membership =>
        {
            membership.MinProbeTimeout = TimeSpan.FromSeconds(0.5);
            membership.ProbeTimeout = membership.MaxProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 2;
            membership.NumVotesForDeathDeclaration = 1;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
    }

    private static void UseState(ISiloBuilder silo, BusCluster cluster)
    {
        if (cluster.Postgres.Length == 0)
        {
            // State and reminders stay in the SQLite store; subscriptions begin anew with the process anyway.
            silo.AddMemoryGrainStorage(PubSubStore);
            silo.AddReminders();
            return;
        }

        var connection = PostgresText.ToConnectionString(cluster.Postgres);
        silo.Services.AddPostgresSchema(connection, cluster.ApplySchema);
        silo.AddAdoNetGrainStorage(SqliteStorageServiceCollectionExtensions.GrainStorageName, (AdoNetGrainStorageOptions state) =>
        {
            Connect(state, connection);
            state.GrainStorageSerializer = new StateSerializer();
        });

        // The runtime's own records are written by its own serialiser.
        silo.AddAdoNetGrainStorage(PubSubStore, (AdoNetGrainStorageOptions state) => Connect(state, connection));
        silo.UseAdoNetReminderService((AdoNetReminderTableOptions reminders) =>
        {
            reminders.Invariant = Npgsql;
            reminders.ConnectionString = connection;
        });
    }

    private static void Connect(AdoNetGrainStorageOptions state, string connection)
    {
        state.Invariant = Npgsql;
        state.ConnectionString = connection;
    }

    private static void UseStreams(ISiloBuilder silo, BusCluster cluster) =>
        silo.AddMemoryStreams(ChannelStreams.Provider, streams =>
        {
            streams.ConfigurePartitioning(cluster.StreamQueues);
            streams.ConfigurePullingAgent(agent => agent.Configure(pulling => pulling.GetQueueMsgsTimerPeriod = cluster.StreamPolling));
        });

    private static ConfigurationOptions ReadRedis(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("redis" or "rediss"))
        {
            return ConfigurationOptions.Parse(text);
        }

        var redis = new ConfigurationOptions { EndPoints = { { uri.Host, uri.IsDefaultPort ? 6379 : uri.Port } }, Ssl = uri.Scheme == "rediss" };
        var user = uri.UserInfo.Split(':', 2);
        if (user.Length == 2)
        {
            redis.User = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null;
            redis.Password = Uri.UnescapeDataString(user[1]);
        }

        return redis;
    }

    private static IPAddress Address(string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw Fault(nameof(BusCluster.AdvertisedAddress), $"is \"{text}\", which is no IP address.");

    private static ConfigurationError Fault(string name, string problem) =>
        ConfigurationFault.At($"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Cluster)}:{name}", problem);

    /// <summary>JSON without type names, as the SQLite store writes it: the reader knows the type, and the record its schema version.</summary>
    private sealed class StateSerializer : IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input));

        public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span)!;
    }
}
