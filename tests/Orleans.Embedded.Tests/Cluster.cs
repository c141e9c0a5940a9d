using AgentBus.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

/// <summary>A cluster of one silo with manual time, memory storage, memory streams "test", reminders and a probe.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private static readonly AsyncLocal<Cluster?> Starting = new();
    private readonly Action<ISiloBuilder>? _configure;
    private readonly IReminderTable _reminders = new MemoryReminderTable();

    private Cluster(Action<ISiloBuilder>? configure)
    {
        _configure = configure;
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<Configurator>();
        builder.AddClientBuilderConfigurator<Configurator>();
        Test = builder.Build();
    }

    public TestCluster Test { get; }

    public Probe Probe { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public IClusterClient Client => Test.Client;

    public IServiceProvider Silo => Test.GetSiloServiceProvider();

    public SiloRuntime Runtime => Silo.GetRequiredService<SiloRuntime>();

    public static async Task<Cluster> StartAsync(Action<ISiloBuilder>? configure = null)
    {
        var cluster = new Cluster(configure);
        Starting.Value = cluster;
        await cluster.Test.DeployAsync();
        return cluster;
    }

    public T Grain<T>(string key = "test/a")
        where T : IGrainWithStringKey => Client.GetGrain<T>(key);

    public async Task RestartAsync()
    {
        Starting.Value = this;
        await Test.RestartSiloAsync(Test.Primary!);
    }

    public async Task CrashAsync()
    {
        await Test.KillSiloAsync(Test.Primary!);
        await StartSiloAsync();
    }

    public async Task StartSiloAsync()
    {
        Starting.Value = this;
        await Test.StartAdditionalSiloAsync();
    }

    public ValueTask DisposeAsync() => Test.DisposeAsync();

    private sealed class Configurator : ISiloConfigurator, IClientBuilderConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            var cluster = Starting.Value!;
            siloBuilder.Services.AddSingleton<TimeProvider>(cluster.Time);
            siloBuilder.Services.AddSingleton(cluster.Probe);
            siloBuilder.Services.AddSingleton(cluster._reminders);
            siloBuilder.AddMemoryGrainStorageAsDefault().AddMemoryStreams("test").AddReminders();
            cluster._configure?.Invoke(siloBuilder);
        }

        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder) => clientBuilder.AddMemoryStreams("test");
    }
}
