namespace AgentBus.Model;

/// <summary>What follows where a declared rule holds. Numbers are stored: never change one.</summary>
public enum PolicyEffect
{
    /// <summary>The message is refused.</summary>
    Deny,

    /// <summary>People have to decide.</summary>
    Deliberate,

    /// <summary>Its classification or its impact is raised.</summary>
    Raise,
}
