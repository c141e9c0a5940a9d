using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>The tenants that the configuration declares. A tenant that is neither declared nor stored does not exist.</summary>
public interface ITenantDeclarations
{
    /// <summary>The settings of a declared tenant at revision 1, or null.</summary>
    TenantSettings? Find(TenantKey tenant);
}
