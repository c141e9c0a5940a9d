using AgentBus.Model;

namespace AgentBus.Domain.Inspection;

/// <summary>What a silo says of inspection for all tenants; it is read at the start (T-04). Immutable and thread-safe.</summary>
/// <param name="IsEnabled">False: no policy looks at anything. What the law protects is redacted all the same (PII-05).</param>
/// <param name="MayReload">Admins of a tenant may change its policy while the silo runs.</param>
/// <param name="Default">The policy of tenants that have none of their own; null: none.</param>
public sealed record InspectionSetup(bool IsEnabled, bool MayReload, InspectionPolicy? Default)
{
    private static readonly InspectionPolicy Off = new() { Mode = InspectionMode.Off };

    /// <summary>Tenants have the policies that they have themselves.</summary>
    public static InspectionSetup OwnPolicies { get; } = new(IsEnabled: true, MayReload: true, Default: null);

    /// <summary>The policy that is the tenant's, whether or not the silo inspects; one that is off where there is none.</summary>
    public InspectionPolicy ShownOf(TenantSettings settings) => settings.Inspection ?? Default ?? Off;

    /// <summary>The policy that is in force for a tenant; null: none.</summary>
    public InspectionPolicy? PolicyOf(TenantSettings settings) => IsEnabled ? settings.Inspection ?? Default : null;
}
