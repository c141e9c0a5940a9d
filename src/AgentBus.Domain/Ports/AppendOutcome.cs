namespace AgentBus.Domain.Ports;

/// <summary>What became of an append.</summary>
public enum AppendOutcome
{
    /// <summary>Committed.</summary>
    Committed,

    /// <summary>Another holder took the channel over, or sequences do not join: this holder must end.</summary>
    Fenced,

    /// <summary>
    /// The store cannot write (disk full, I/O error); nothing was stored, and trying again later is sensible. Appends of the channel that
    /// were under way behind it, and so do not join on any more, come back with this too.
    /// </summary>
    Unavailable,
}
