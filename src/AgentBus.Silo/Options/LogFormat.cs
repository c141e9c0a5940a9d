namespace AgentBus.Silo.Options;

/// <summary>What a line of the log looks like.</summary>
internal enum LogFormat
{
    /// <summary>Text on a terminal, else JSON.</summary>
    Auto,

    /// <summary>An object a line.</summary>
    Json,

    /// <summary>For people.</summary>
    Text,
}
