namespace AgentBus.Model;

/// <summary>Whether a reviewer's key counts.</summary>
public enum ReviewerKeyState
{
    /// <summary>It waits for a second admin.</summary>
    Pending,

    /// <summary>Votes that it signed count.</summary>
    Active,

    /// <summary>Nothing that it signs counts any more, for good.</summary>
    Revoked,
}
