using AgentBus.Domain.Ports;
using AgentBus.Storage.Heads;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Storage;

/// <summary>Registers places for signed tree heads outside the data directory.</summary>
public static class TreeHeadSinkServiceCollectionExtensions
{
    /// <summary>Adds a directory that takes them, one file a tenant; made where missing.</summary>
    /// <param name="services">The services of the silo.</param>
    /// <param name="directory">The directory.</param>
    public static IServiceCollection AddFileTreeHeadSink(this IServiceCollection services, string directory) =>
        services.AddSingleton<ITreeHeadSink>(new FileTreeHeadSink(Path.GetFullPath(directory)));
}
