namespace AgentBus.Cli.Commands.Messages;

/// <summary>How messages are printed.</summary>
internal enum ReaderFormat
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>A line of JSON with everything that the bus says of it.</summary>
    Json,

    /// <summary>A line of JSON with the sender's envelope.</summary>
    Envelope,
}
