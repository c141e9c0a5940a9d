namespace AgentBus.Domain.Resources;

/// <summary>What becomes of a process that uses so much.</summary>
public enum ResourceState
{
    /// <summary>It goes on.</summary>
    Fine,

    /// <summary>It takes no more connections and is not ready; those that it has go on.</summary>
    Over,

    /// <summary>It was over a limit for too long: it drains and ends.</summary>
    Restart,
}
