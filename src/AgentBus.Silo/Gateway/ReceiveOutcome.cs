namespace AgentBus.Silo.Gateway;

/// <summary>What came over the socket.</summary>
internal enum ReceiveOutcome
{
    /// <summary>A whole binary message.</summary>
    Message,

    /// <summary>A text message; this subprotocol has none.</summary>
    Text,

    /// <summary>More than the limit allows.</summary>
    TooLong,

    /// <summary>The peer's goodbye.</summary>
    Closed,
}
