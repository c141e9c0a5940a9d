namespace AgentBus.Model;

/// <summary>What policies say of a message; a later one outweighs an earlier one. Numbers are stored: never change one.</summary>
public enum PolicyOutcome
{
    /// <summary>Nothing stands against it.</summary>
    Allow,

    /// <summary>People have to decide.</summary>
    Deliberate,

    /// <summary>A policy could not be asked, so it is refused.</summary>
    Unavailable,

    /// <summary>It is refused.</summary>
    Deny,
}
