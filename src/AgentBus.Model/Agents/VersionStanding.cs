namespace AgentBus.Model;

/// <summary>What operators think of a version of an agent (AGT-14). Numbers are stored: never change one.</summary>
public enum VersionStanding
{
    /// <summary>Nobody said.</summary>
    Unmarked = 0,

    /// <summary>Known to be good: a rollback may go to it.</summary>
    Good = 1,

    /// <summary>Known to be bad: its description is not taken.</summary>
    Bad = 2,
}
