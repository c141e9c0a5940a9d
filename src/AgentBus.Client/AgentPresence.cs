namespace AgentBus.Client;

/// <summary>Whether an agent is there now.</summary>
public enum AgentPresence
{
    /// <summary>This version of the SDK does not know it.</summary>
    Unknown,

    /// <summary>It has no session.</summary>
    Offline,

    /// <summary>It has a session and sent nothing for a while.</summary>
    Idle,

    /// <summary>It has a session.</summary>
    Online,
}
