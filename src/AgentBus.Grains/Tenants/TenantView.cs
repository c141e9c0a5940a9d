using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Grains.Tenants;

/// <summary>A tenant with the settings that were trusted when it was asked for.</summary>
internal sealed record TenantView(TenantInUse Tenant, TenantSnapshot Snapshot)
{
    /// <summary>The settings.</summary>
    public TenantSettings Settings => Snapshot.Settings;
}
