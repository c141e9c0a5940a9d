using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Embedded;

/// <summary>Tells which services are singletons, so that an activation that uses no others needs no scope.</summary>
internal sealed class ServiceLifetimes(IServiceCollection services)
{
    private readonly Lazy<HashSet<Type>> _scoped = new(() => services
        .Where(descriptor => descriptor.Lifetime != ServiceLifetime.Singleton)
        .Select(descriptor => descriptor.ServiceType)
        .ToHashSet());

    public bool IsSingleton(Type service) =>
        !_scoped.Value.Contains(service) && !(service.IsGenericType && _scoped.Value.Contains(service.GetGenericTypeDefinition()))
        && service != typeof(IServiceProvider);
}
