namespace AgentBus.Model;

/// <summary>The routing class of an envelope (ENV-11).</summary>
public enum EnvelopeKind
{
    /// <summary>Ordinary traffic to a channel. The default.</summary>
    Event,

    /// <summary>From the bus itself.</summary>
    System,

    /// <summary>To listed agents.</summary>
    Private,

    /// <summary>To the command handlers.</summary>
    Command,

    /// <summary>The answer to a command.</summary>
    Reply,

    /// <summary>An error of the bus.</summary>
    Error,
}
