namespace AgentBus.Domain.Deliberation;

/// <summary>What votes come to.</summary>
public enum Decision
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>It goes.</summary>
    Approve,

    /// <summary>It does not.</summary>
    Reject,

    /// <summary>It does not, since somebody with a veto said so.</summary>
    Veto,

    /// <summary>It does not: enough have voted, and they do not agree.</summary>
    NoConsensus,
}
