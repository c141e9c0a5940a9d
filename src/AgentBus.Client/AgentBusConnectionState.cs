namespace AgentBus.Client;

/// <summary>Where a client stands.</summary>
public enum AgentBusConnectionState
{
    /// <summary>Connected and greeted.</summary>
    Connected,

    /// <summary>The connection broke; the client is getting it back. Publishes wait, subscriptions will go on where they were.</summary>
    Reconnecting,

    /// <summary>Over: disposed, or the bus ended the session for good.</summary>
    Closed,
}
