namespace AgentBus.Services;

/// <summary>How something does (BUS-07, T-01).</summary>
public enum HealthLevel
{
    /// <summary>Nothing is known yet.</summary>
    Unknown,

    /// <summary>Score 0.7 and above.</summary>
    Healthy,

    /// <summary>Score 0.5 and above.</summary>
    Degraded,

    /// <summary>Below.</summary>
    Critical,
}
