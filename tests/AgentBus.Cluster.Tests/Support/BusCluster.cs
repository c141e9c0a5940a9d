using System.Collections.Concurrent;
using AgentBus.Contracts;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using AgentBus.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Storage;
using Orleans.TestingHost;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>A silo with the grains over a SQLite journal in a folder of its own, and a client from outside. Tests take tenants of their own.</summary>
public class BusCluster : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new("cluster");
    private readonly TestCluster _cluster;
    private readonly ConcurrentQueue<TenantSettings> _declared = new();
    private int _tenants;

    public BusCluster()
        : this([])
    {
    }

    protected BusCluster(params ReadOnlySpan<(string Key, string Value)> properties)
    {
        var builder = new TestClusterBuilder(1);
        builder.Properties[BusSilo.FolderKey] = _folder.Path;
        foreach (var (key, value) in properties)
        {
            builder.Properties[key] = value;
        }

        builder.AddSiloBuilderConfigurator<BusSilo>();
        _cluster = builder.Build();
    }

    /// <summary>A client from outside the cluster.</summary>
    public IGrainFactory Outside => _cluster.Client;

    /// <summary>The silo's own client.</summary>
    public IGrainFactory Hosted => Silo<IClusterClient>();

    /// <summary>The journal, which tests can make fail and wait.</summary>
    internal JournalTap Journal => Silo<JournalTap>();

    /// <summary>What is settled of queues, which tests can make fail.</summary>
    internal QueueTap Queues => Silo<QueueTap>();

    /// <summary>The cases, which tests can make fail.</summary>
    internal CaseTap Cases => Silo<CaseTap>();

    /// <summary>The keys for raw content.</summary>
    internal TestRawContentKeys RawContentKeys => Silo<TestRawContentKeys>();

    /// <summary>Where all of the silo lies.</summary>
    internal string Folder => _folder.Path;

    /// <summary>The overflow of queues, which tests can make fail.</summary>
    internal OverflowTap Overflows => Silo<OverflowTap>();

    /// <summary>The storage of grain state.</summary>
    internal StateTap States => (StateTap)_cluster.GetSiloServiceProvider().GetRequiredKeyedService<IGrainStorage>(BusSilo.StorageName);

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A service of the silo.</summary>
    public T Silo<T>()
        where T : notnull => _cluster.GetSiloServiceProvider().GetRequiredService<T>();

    /// <summary>Declares a tenant with the room <see cref="Settings.Room"/>.</summary>
    public string Tenant(Func<TenantSettings, TenantSettings>? change = null)
    {
        var settings = Settings.Of($"tenant-{Interlocked.Increment(ref _tenants)}");
        settings = change is null ? settings : change(settings);
        _declared.Enqueue(settings);
        Silo<DeclaredTenants>().Add(settings);
        return settings.Tenant.Tenant;
    }

    /// <summary>Another silo over the same folder takes the place of this one, which goes in order or as if its process had died.</summary>
    /// <param name="crash">As if its process had died.</param>
    /// <param name="between">What happens to the folder while no silo runs.</param>
    public async Task RestartAsync(bool crash, Action<string>? between = null)
    {
        var silo = _cluster.Primary!;
        if (crash || between is not null)
        {
            await silo.StopSiloAsync(stopGracefully: !crash);
        }

        between?.Invoke(_folder.Path);

        await _cluster.RestartSiloAsync(silo);
        foreach (var settings in _declared)
        {
            Silo<DeclaredTenants>().Add(settings);
        }
    }

    /// <summary>A tenant as the silo sees it.</summary>
    internal async Task<TenantInUse> ViewAsync(string tenant) => (await Silo<TenantSnapshots>().GetAsync(tenant)).Value!.Tenant;

    /// <summary>An operator's way to a tenant.</summary>
    public ITenantAdmin Operate(string tenant) => Hosted.GetGrain<ITenantAdmin>(new TenantKey(tenant).GrainKey);

    /// <summary>An operator's kill switch of a tenant.</summary>
    public ITenantKillSwitch Kills(string tenant) => Hosted.GetGrain<ITenantKillSwitch>(new TenantKey(tenant).GrainKey);

    /// <summary>An operator's way to a tenant's policy bundles.</summary>
    public ITenantPolicies Policies(string tenant) => Hosted.GetGrain<ITenantPolicies>(new TenantKey(tenant).GrainKey);

    /// <summary>An agent with an open socket session.</summary>
    internal async Task<TestAgent> AgentAsync(string tenant, string agent)
    {
        var opened = new TestAgent(Outside, tenant, agent);
        await opened.OpenAsync();
        return opened;
    }

    /// <summary>Collects what a channel's stream brings from now on.</summary>
    internal async Task<StreamListener> ListenAsync(ChannelKey channel)
    {
        var listener = new StreamListener();
        var stream = Silo<IClusterClient>().GetStreamProvider(ChannelStreams.Provider).GetStream<ChannelBatch>(ChannelStreams.Of(channel));
        await stream.SubscribeAsync(listener);
        return listener;
    }
}
