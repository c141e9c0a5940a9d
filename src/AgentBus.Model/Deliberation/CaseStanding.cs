using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>How far a case is from a decision, and what the one who looks may do about it. Immutable and thread-safe.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.CaseStanding")]
public sealed record CaseStanding
{
    /// <summary>Approving votes that count, or their weight where votes are weighed.</summary>
    [Id(0)] public int For { get; init; }

    /// <summary>Rejecting votes that count, or their weight.</summary>
    [Id(1)] public int Against { get; init; }

    /// <summary>So many more approvals, or so much weight, let it go; null: it cannot go any more, or is not open.</summary>
    [Id(2)] public int? ApprovalsMissing { get; init; }

    /// <summary>So many more rejections, or so much weight, stop it; null: it is not open.</summary>
    [Id(3)] public int? RejectionsMissing { get; init; }

    /// <summary>So many more roles are needed among those who approve.</summary>
    [Id(4)] public int RolesMissing { get; init; }

    /// <summary>The same in words, a sentence each.</summary>
    [Id(5)] public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>When the next level is asked as well; null: there is none.</summary>
    [Id(6)] public DateTimeOffset? NextLevelAt { get; init; }

    /// <summary>Roles of the next level.</summary>
    [Id(7)] public ImmutableArray<string> NextLevelRoles { get; init; } = [];

    /// <summary>Who looks may vote now.</summary>
    [Id(8)] public bool MayVote { get; init; }

    /// <summary>Why not; empty: they may.</summary>
    [Id(9)] public string WhyNot { get; init; } = "";

    /// <summary>The tenant takes votes without signatures (development only).</summary>
    [Id(10)] public bool UnsignedVotes { get; init; }

    /// <summary>The person who looks, as votes name them; empty: an agent.</summary>
    [Id(11)] public string Viewer { get; init; } = "";
}
