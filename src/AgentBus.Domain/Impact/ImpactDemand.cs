namespace AgentBus.Domain.Impact;

/// <summary>Which of the thresholds a message reaches.</summary>
/// <param name="ByImpact">Its impact is at or above its threshold.</param>
/// <param name="ByEhi">Its EHI is at or above its threshold.</param>
public readonly record struct ImpactDemand(bool ByImpact, bool ByEhi)
{
    /// <summary>People have to decide.</summary>
    public bool IsAny => ByImpact || ByEhi;
}
