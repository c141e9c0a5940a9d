namespace AgentBus.Model;

/// <summary>Whether a tenant's traffic flows.</summary>
public enum TenantStatus
{
    /// <summary>It flows.</summary>
    Active,

    /// <summary>All but listed operations are denied (POL-15).</summary>
    LockedDown,
}
