namespace AgentBus.Model;

/// <summary>How votes become a decision. Abstentions never count.</summary>
public enum ReviewMode
{
    /// <summary>So many approvals let it go, so many rejections stop it.</summary>
    Quorum,

    /// <summary>Once so many have voted, the share of approvals decides.</summary>
    SuperMajority,

    /// <summary>So many approvals let it go; one rejection stops it.</summary>
    Unanimous,

    /// <summary>Votes weigh as much as the voter's heaviest role; so much weight on one side decides.</summary>
    Weighted,
}
