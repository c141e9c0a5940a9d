using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans;

/// <summary>Stream providers of a client.</summary>
public static class ClientStreamingExtensions
{
    /// <exception cref="InvalidOperationException">There is no stream provider of this name.</exception>
    public static IStreamProvider GetStreamProvider(this IClusterClient client, string name)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.ServiceProvider.GetRequiredKeyedService<IStreamProvider>(name);
    }
}

/// <summary>Stream providers of a grain.</summary>
public static class GrainStreamingExtensions
{
    /// <exception cref="InvalidOperationException">There is no stream provider of this name.</exception>
    public static IStreamProvider GetStreamProvider(this Grain grain, string name) => ((IGrainBase)grain).GetStreamProvider(name);

    public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return Orleans.Embedded.Activation.Of(grain).Runtime.Services.GetRequiredKeyedService<IStreamProvider>(name);
    }
}
