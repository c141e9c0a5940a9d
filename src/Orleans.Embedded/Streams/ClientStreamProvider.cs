using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded;

/// <summary>The silo's provider of the same name, as the client of a test cluster sees it.</summary>
internal sealed class ClientStreamProvider(string name, GrainFactory client) : IStreamProvider
{
    public string Name => name;

    public bool IsRewindable => false;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) =>
        client.Silo.Services.GetRequiredKeyedService<IStreamProvider>(name) is StreamProvider provider
            ? provider.GetStream<T>(streamId, client)
            : throw new InvalidOperationException($"The silo's stream provider \"{name}\" is not one of memory streams.");
}
