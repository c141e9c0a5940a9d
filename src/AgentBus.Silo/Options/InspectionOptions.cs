using AgentBus.Domain.Inspection;

namespace AgentBus.Silo.Options;

/// <summary>Inspection of content (CASIL) on this silo; read at the start. See docs/casil/index.md.</summary>
internal sealed class InspectionOptions
{
    /// <summary>Policies look at messages. Security: false, the default, looks at none, except that of tenants and messages marked pii_regulated personal data are redacted all the same.</summary>
    public bool Enabled { get; set; }

    /// <summary>Admins of a tenant may change its policy while the silo runs (op.casil.reload).</summary>
    public bool AllowReload { get; set; } = true;

    /// <summary>The policy of tenants that have none of their own.</summary>
    public ContentPolicyOptions Policy { get; set; } = new();

    /// <summary>What the silo says of inspection.</summary>
    public InspectionSetup ToSetup() => new(Enabled, AllowReload, Policy.ToPolicy());
}
