using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>Token buckets (G-07). Security: against flooding.</summary>
internal sealed class QuotaOptions
{
    /// <summary>Messages a second of one agent; 0: no limit.</summary>
    [Range(0, 1e9)]
    public double AgentRate { get; set; } = 1_000;

    /// <summary>Messages at once of one agent.</summary>
    [Range(0, 1e9)]
    public double AgentBurst { get; set; } = 2_000;

    /// <summary>Messages a second of the tenant over all silos; 0: no limit.</summary>
    [Range(0, 1e9)]
    public double TenantRate { get; set; } = 20_000;

    /// <summary>Messages at once of the tenant.</summary>
    [Range(0, 1e9)]
    public double TenantBurst { get; set; } = 40_000;
}
