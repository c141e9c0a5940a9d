namespace AgentBus.Silo.Options;

/// <summary>What is done with bodies that are not in the standard request envelope (ENV-19): three stages of leaving them behind.</summary>
internal enum BareBodies
{
    /// <summary>They are put into the envelope.</summary>
    Accept,

    /// <summary>The same, and the caller is told that they will be refused one day.</summary>
    Warn,

    /// <summary>They are refused.</summary>
    Refuse,
}
