namespace AgentBus.Model;

/// <summary>Who a principal is (AGT-04, TRN-03).</summary>
public enum EntityType
{
    /// <summary>A program that acts on its own. The default.</summary>
    Agent,

    /// <summary>A person.</summary>
    Human,

    /// <summary>Several entities under one name.</summary>
    Group,

    /// <summary>A screen that shows, and does not act.</summary>
    Dashboard,

    /// <summary>A service of the platform.</summary>
    Service,
}
