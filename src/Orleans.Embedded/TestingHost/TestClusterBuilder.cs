using Microsoft.Extensions.Configuration;

namespace Orleans.TestingHost;

/// <summary>Describes a test cluster.</summary>
public class TestClusterBuilder
{
    private readonly List<Action<IConfigurationBuilder>> _hostConfiguration = [];

    public TestClusterBuilder()
        : this(1)
    {
    }

    public TestClusterBuilder(short initialSilosCount) => Options.InitialSilosCount = initialSilosCount;

    public TestClusterOptions Options { get; } = new();

    /// <summary>Configuration values that silos and client see.</summary>
    public Dictionary<string, string?> Properties { get; } = [];

    public static string CreateClusterId() => $"testcluster-{Guid.NewGuid():N}";

    public TestClusterBuilder ConfigureHostConfiguration(Action<IConfigurationBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        _hostConfiguration.Add(configureDelegate);
        return this;
    }

    /// <summary>Adds an <see cref="ISiloConfigurator"/>, an <see cref="IHostConfigurator"/>, or a type that is both.</summary>
    public TestClusterBuilder AddSiloBuilderConfigurator<T>()
        where T : new()
    {
        if (!typeof(ISiloConfigurator).IsAssignableFrom(typeof(T)) && !typeof(IHostConfigurator).IsAssignableFrom(typeof(T)))
        {
            throw new ArgumentException($"{typeof(T)} implements neither {nameof(ISiloConfigurator)} nor {nameof(IHostConfigurator)}.");
        }

        Options.SiloBuilderConfiguratorTypes.Add(typeof(T).AssemblyQualifiedName!);
        return this;
    }

    public TestClusterBuilder AddClientBuilderConfigurator<T>()
        where T : new()
    {
        if (!typeof(IClientBuilderConfigurator).IsAssignableFrom(typeof(T)))
        {
            throw new ArgumentException($"{typeof(T)} does not implement {nameof(IClientBuilderConfigurator)}.");
        }

        Options.ClientBuilderConfiguratorTypes.Add(typeof(T).AssemblyQualifiedName!);
        return this;
    }

    /// <exception cref="NotSupportedException">More than one silo is asked for.</exception>
    public TestCluster Build()
    {
        if (Options.InitialSilosCount != 1)
        {
            throw new NotSupportedException(
                $"The embedded runtime is a single process: a test cluster has 1 silo, not {Options.InitialSilosCount}. Build with -p:GrainRuntime=Orleans for more.");
        }

        var configuration = new ConfigurationBuilder();
        configuration.AddInMemoryCollection(Properties);
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [nameof(Options.ClusterId)] = Options.ClusterId,
            [nameof(Options.ServiceId)] = Options.ServiceId,
        });
        _hostConfiguration.ForEach(configure => configure(configuration));
        return new TestCluster(Options, [.. configuration.Sources]);
    }
}
