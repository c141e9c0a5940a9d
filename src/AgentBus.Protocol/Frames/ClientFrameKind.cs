namespace AgentBus.Protocol.Frames;

/// <summary>What a client's frame asks for: the number of the body's field in ClientFrame.</summary>
public enum ClientFrameKind
{
    /// <summary>No body, or one that this build does not know.</summary>
    Unknown = 0,

    /// <summary>Opens the session.</summary>
    Hello = 2,

    /// <summary>Renews the credential.</summary>
    Refresh = 3,

    /// <summary>Publishes envelopes.</summary>
    Publish = 4,

    /// <summary>Follows a channel.</summary>
    Subscribe = 5,

    /// <summary>Follows it no more.</summary>
    Unsubscribe = 6,

    /// <summary>Runs a command.</summary>
    Command = 7,

    /// <summary>Acknowledges deliveries.</summary>
    Ack = 8,

    /// <summary>Shows a sign of life.</summary>
    Ping = 9,

    /// <summary>Reads a channel's history.</summary>
    ReadHistory = 10,

    /// <summary>Reads a session context.</summary>
    ReadContext = 11,

    /// <summary>Writes a session context.</summary>
    WriteContext = 12,
}
