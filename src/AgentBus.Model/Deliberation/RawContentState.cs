namespace AgentBus.Model;

/// <summary>What became of the message of a case as it came, before inspection. Numbers are stored: never change one.</summary>
public enum RawContentState
{
    /// <summary>Nothing was taken out of the message, or the tenant does not keep what was.</summary>
    None = 0,

    /// <summary>It is kept, encrypted.</summary>
    Kept = 1,

    /// <summary>It was kept, and is deleted.</summary>
    Deleted = 2,

    /// <summary>The tenant would keep it, but there is no key to encrypt it with, so it was dropped.</summary>
    NoKey = 3,
}
