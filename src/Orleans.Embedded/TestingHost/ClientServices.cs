using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Orleans.Embedded;

/// <summary>The services of a test cluster's client.</summary>
internal static class ClientServices
{
    public static ServiceProvider Build(TestClusterOptions options, IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(configuration);
        services.Configure<ClusterOptions>(configuration);
        services.AddSingleton(provider => new GrainFactory(
            GrainId.Create("sys.client", Guid.NewGuid().ToString("N")),
            provider,
            provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value.ResponseTimeout));
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainFactory>());
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
        var builder = new ClientBuilder(services, configuration);
        foreach (var name in options.ClientBuilderConfiguratorTypes)
        {
            var configurator = (IClientBuilderConfigurator)Activator.CreateInstance(Type.GetType(name, throwOnError: true)!)!;
            configurator.Configure(configuration, builder);
        }

        return services.BuildServiceProvider();
    }

    private sealed record ClientBuilder(IServiceCollection Services, IConfiguration Configuration) : IClientBuilder;
}
