namespace AgentBus.Model;

/// <summary>The order between classes of messages (MSG-05); a higher one is served first.</summary>
public enum Priority
{
    /// <summary>Served last.</summary>
    Low = 0,

    /// <summary>The default; NORMAL is another name of it.</summary>
    Medium = 1,

    /// <summary>Served before medium.</summary>
    High = 2,

    /// <summary>Served first.</summary>
    Critical = 3,
}
