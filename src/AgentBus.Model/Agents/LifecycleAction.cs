namespace AgentBus.Model;

/// <summary>What an operator does with an agent.</summary>
public enum LifecycleAction
{
    /// <summary>Stops it: its sessions end, and it opens none until it is resumed.</summary>
    Suspend,

    /// <summary>Lets a suspended agent go on.</summary>
    Resume,

    /// <summary>Ends it for good.</summary>
    Retire,

    /// <summary>Says that a version is good.</summary>
    MarkGood,

    /// <summary>Says that a version is bad.</summary>
    MarkBad,

    /// <summary>Makes the description of an earlier version current, and tells the agent to go back to it.</summary>
    RollBack,

    /// <summary>Tells the agent to restart with debug logging.</summary>
    DebugOn,

    /// <summary>Tells it to restart without.</summary>
    DebugOff,
}
