namespace AgentBus.Domain.Inspection;

/// <summary>How a text of a message can be changed.</summary>
public enum SheetPart
{
    /// <summary>In part.</summary>
    Text,

    /// <summary>In part; it names the text after it.</summary>
    Key,

    /// <summary>As a whole only: a number, or bytes that nobody can read for sure.</summary>
    Whole,
}
