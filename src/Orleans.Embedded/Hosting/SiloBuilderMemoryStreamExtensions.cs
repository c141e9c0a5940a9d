using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>Settings of a silo's memory streams. There are none here: streams push at once, without queues to poll.</summary>
public interface ISiloMemoryStreamConfigurator;

/// <summary>Settings of a client's memory streams.</summary>
public interface IClusterClientMemoryStreamConfigurator;

/// <summary>Memory streams of a silo.</summary>
public static class SiloBuilderMemoryStreamExtensions
{
    public static ISiloBuilder AddMemoryStreams(
        this ISiloBuilder builder, string name, Action<ISiloMemoryStreamConfigurator>? configure = null) =>
        builder.ConfigureServices(services => services.AddKeyedSingleton<IStreamProvider>(name, (provider, _) => new StreamProvider(name, provider.GetRequiredService<SiloRuntime>())));
}

/// <summary>Memory streams of a client: those of the silo, by the same name.</summary>
public static class ClientBuilderStreamingExtensions
{
    public static IClientBuilder AddMemoryStreams(
        this IClientBuilder builder, string name, Action<IClusterClientMemoryStreamConfigurator>? configure = null) =>
        builder.ConfigureServices(services => services.AddKeyedSingleton<IStreamProvider>(
            name, (provider, _) => new ClientStreamProvider(name, provider.GetRequiredService<GrainFactory>())));
}
