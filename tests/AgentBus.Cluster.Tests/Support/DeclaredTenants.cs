using System.Collections.Concurrent;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>The tenants that tests declare.</summary>
internal sealed class DeclaredTenants : ITenantDeclarations
{
    /// <summary>A tenant whose settings cannot be read.</summary>
    public const string Broken = "broken";

    private readonly ConcurrentDictionary<TenantKey, TenantSettings> _tenants = new();

    public void Add(TenantSettings settings) => _tenants[settings.Tenant] = settings;

    public TenantSettings? Find(TenantKey tenant) =>
        tenant.Tenant == Broken ? throw new IOException("The settings cannot be read.") : _tenants.GetValueOrDefault(tenant);
}
