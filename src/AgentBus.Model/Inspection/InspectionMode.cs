namespace AgentBus.Model;

/// <summary>What inspection may do with a message (CAS-03).</summary>
public enum InspectionMode
{
    /// <summary>Nothing: it does not look.</summary>
    Off,

    /// <summary>It looks, tags and counts, and every message passes as it is.</summary>
    Monitor,

    /// <summary>It redacts and blocks.</summary>
    Enforce,
}
