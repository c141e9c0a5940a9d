using System.Collections.ObjectModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Embedded;
using Orleans.Hosting;

namespace Orleans.TestingHost;

/// <summary>One silo with an external client, in the process of the test.</summary>
public class TestCluster : IDisposable, IAsyncDisposable
{
    private readonly List<SiloHandle> _silos = [];
    private ServiceProvider? _client;
    private int _started;

    internal TestCluster(TestClusterOptions options, IReadOnlyList<IConfigurationSource> configurationSources)
    {
        Options = options;
        ConfigurationSources = configurationSources;
    }

    public TestClusterOptions Options { get; }

    public IReadOnlyList<IConfigurationSource> ConfigurationSources { get; }

    /// <summary>A client that is not co-hosted: grains see it as <c>sys.client/…</c>.</summary>
    public IClusterClient Client => ServiceProvider.GetRequiredService<IClusterClient>();

    public IGrainFactory GrainFactory => Client;

    /// <summary>Services of the client.</summary>
    public IServiceProvider ServiceProvider => _client ?? throw new InvalidOperationException("The cluster is not deployed, or has no client.");

    public SiloHandle? Primary => _silos.FirstOrDefault();

    public ReadOnlyCollection<SiloHandle> Silos => _silos.AsReadOnly();

    /// <summary>Services of the silo.</summary>
    public IServiceProvider GetSiloServiceProvider(Runtime.SiloAddress? silo = null) => ((InProcessSiloHandle)Primary!).ServiceProvider;

    public async Task DeployAsync()
    {
        if (Options.InitializeClientOnDeploy)
        {
            await InitializeClientAsync();
        }

        await StartSiloAsync();
    }

    public void Deploy() => DeployAsync().GetAwaiter().GetResult();

    public Task InitializeClientAsync()
    {
        _client = ClientServices.Build(Options, Configuration());
        if (Primary is InProcessSiloHandle silo)
        {
            Connect(silo);
        }

        return Task.CompletedTask;
    }

    /// <summary>Stops the silo gracefully and starts another one in its place; the client goes on with it.</summary>
    public async Task<SiloHandle> RestartSiloAsync(SiloHandle instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        await StopSiloAsync(instance);
        return await StartSiloAsync();
    }

    /// <summary>Starts a silo where there is none.</summary>
    /// <exception cref="NotSupportedException">There is one already.</exception>
    public Task<SiloHandle> StartAdditionalSiloAsync(bool startAdditionalSiloOnNewPort = false) => _silos.Count == 0
        ? StartSiloAsync()
        : throw new NotSupportedException("The embedded runtime is a single process: a test cluster has 1 silo.");

    public async Task StopSiloAsync(SiloHandle instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        await instance.DisposeAsync();
        _silos.Remove(instance);
    }

    /// <summary>Stops the silo as if the process had died: no grain is deactivated.</summary>
    public async Task KillSiloAsync(SiloHandle instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        await instance.StopSiloAsync(stopGracefully: false);
        await StopSiloAsync(instance);
    }

    public async Task StopAllSilosAsync()
    {
        foreach (var silo in _silos.ToArray())
        {
            await StopSiloAsync(silo);
        }
    }

    public void StopAllSilos() => StopAllSilosAsync().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await StopAllSilosAsync();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    public void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    private async Task<SiloHandle> StartSiloAsync()
    {
        var number = _started++;
        var name = number == 0 ? "Primary" : $"Primary_{number}";
        var configurators = Options.SiloBuilderConfiguratorTypes.ConvertAll(type => Activator.CreateInstance(Type.GetType(type, throwOnError: true)!)!);
        var builder = new HostBuilder()
            .ConfigureHostConfiguration(configuration => configuration.AddConfiguration(Configuration()))
            .UseOrleans(silo =>
            {
                silo.Configure<SiloOptions>(options => options.SiloName = name);
                silo.Configure<ClusterOptions>(silo.Configuration);
                configurators.OfType<ISiloConfigurator>().ToList().ForEach(configurator => configurator.Configure(silo));
            });
        configurators.OfType<IHostConfigurator>().ToList().ForEach(configurator => configurator.Configure(builder));
        var handle = new InProcessSiloHandle { SiloHost = builder.Build(), Name = name, ClusterOptions = Options };
        await handle.SiloHost.StartAsync();
        _silos.Add(handle);
        Connect(handle);
        return handle;
    }

    private void Connect(InProcessSiloHandle silo) =>
        _client?.GetRequiredService<Embedded.GrainFactory>().Connect(silo.ServiceProvider.GetRequiredService<SiloRuntime>());

    private IConfiguration Configuration()
    {
        var builder = new ConfigurationBuilder();
        foreach (var source in ConfigurationSources)
        {
            builder.Add(source);
        }

        return builder.Build();
    }
}
