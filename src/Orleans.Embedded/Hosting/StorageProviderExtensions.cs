using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Embedded;
using Orleans.Storage;

namespace Orleans.Runtime.Hosting;

/// <summary>Registration of storage providers.</summary>
public static class StorageProviderExtensions
{
    /// <summary>Registers a provider by name. One that implements <see cref="ILifecycleParticipant{T}"/> takes part in the silo's start and stop.</summary>
    public static IServiceCollection AddGrainStorage<T>(
        this IServiceCollection collection, string name, Func<IServiceProvider, string, T> implementationFactory)
        where T : IGrainStorage
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(implementationFactory);
        collection.AddKeyedSingleton<IGrainStorage>(name, (services, _) => implementationFactory(services, name));
        collection.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services =>
            services.GetRequiredKeyedService<IGrainStorage>(name) as ILifecycleParticipant<ISiloLifecycle> ?? NoParticipant.Instance);
        if (name == Providers.ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME)
        {
            collection.TryAddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>(name));
        }

        return collection;
    }
}
