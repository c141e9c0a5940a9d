using AgentBus.Model;

namespace AgentBus.Domain.Quotas;

/// <summary>What a silo may spend of a tenant's quota.</summary>
public static class QuotaShares
{
    /// <summary>Messages a second of one agent; infinity where the setting is 0.</summary>
    public static double AgentRate(QuotaSettings quota) => quota.AgentRate > 0 ? quota.AgentRate : double.PositiveInfinity;

    /// <summary>Messages a second of the tenant on this silo; infinity where the setting is 0, and nothing where the share is.</summary>
    public static double TenantRate(QuotaSettings quota, double share) =>
        quota.TenantRate > 0 ? quota.TenantRate * Math.Clamp(share, 0, 1) : double.PositiveInfinity;

    /// <summary>Messages at once of the tenant on this silo.</summary>
    public static double TenantBurst(QuotaSettings quota, double share) => quota.TenantBurst * Math.Clamp(share, 0, 1);

    /// <summary>The part of each of so many live silos.</summary>
    public static double EqualShare(int silos) => 1.0 / Math.Max(silos, 1);
}
