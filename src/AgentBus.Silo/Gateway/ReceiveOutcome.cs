namespace AgentBus.Silo.Gateway;

/// <summary>What came over the socket.</summary>
internal enum ReceiveOutcome
{
    /// <summary>A whole message of the subprotocol's type.</summary>
    Message,

    /// <summary>Text where the subprotocol is binary, or the other way round.</summary>
    OtherType,

    /// <summary>More than the limit allows.</summary>
    TooLong,

    /// <summary>The peer's goodbye.</summary>
    Closed,
}
