using System.Collections.Concurrent;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>The tenants that tests declare.</summary>
internal sealed class DeclaredTenants : ITenantDeclarations
{
    private readonly ConcurrentDictionary<TenantKey, TenantSettings> _tenants = new();

    public void Add(TenantSettings settings) => _tenants[settings.Tenant] = settings;

    public TenantSettings? Find(TenantKey tenant) => _tenants.GetValueOrDefault(tenant);
}
