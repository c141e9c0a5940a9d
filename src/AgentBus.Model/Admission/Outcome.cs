namespace AgentBus.Model;

/// <summary>The three verdicts that a message can get.</summary>
public enum Outcome
{
    /// <summary>It goes to its target.</summary>
    Delivered,

    /// <summary>It waits for a decision of people.</summary>
    Held,

    /// <summary>It goes nowhere.</summary>
    Refused,
}
