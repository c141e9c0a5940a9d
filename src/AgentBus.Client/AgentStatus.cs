namespace AgentBus.Client;

/// <summary>Where an agent stands in its life.</summary>
public enum AgentStatus
{
    /// <summary>This version of the SDK does not know it.</summary>
    Unknown,

    /// <summary>Registered, and not seen yet; so is an agent of an outside registry.</summary>
    Registered,

    /// <summary>Registered, and has been seen.</summary>
    Active,

    /// <summary>An operator stopped it: it opens no session; what is sent to it waits.</summary>
    Suspended,

    /// <summary>Gone for good.</summary>
    Retired,

    /// <summary>Disabled by the tenant's settings.</summary>
    Disabled,
}
