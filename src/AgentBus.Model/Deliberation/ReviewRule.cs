using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>How a kind of case is decided (DEL-02, DEL-06). A case goes by the rule as it was when the case was opened.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.ReviewRule")]
public sealed record ReviewRule
{
    /// <summary>Names the rule; an id.</summary>
    [Id(0)] public string Name { get; init; } = "";

    /// <summary>Only cases whose risk (the greater of impact and EHI) is at least this; 0 to 1.</summary>
    [Id(1)] public double MinRisk { get; init; }

    /// <summary>Only messages that one of these stages held (<c>policy</c>, <c>impact</c>, <c>approval</c> …); none: whatever held them.</summary>
    [Id(2)] public ImmutableArray<string> Stages { get; init; } = [];

    /// <summary>How votes become a decision.</summary>
    [Id(3)] public ReviewMode Mode { get; init; }

    /// <summary>Votes, or weight, that a decision takes; 1 to 1,000.</summary>
    [Id(4)] public int Quorum { get; init; } = 1;

    /// <summary>The share of approvals that a super-majority takes; more than 0.5, up to 1.</summary>
    [Id(5)] public double Share { get; init; } = 2.0 / 3;

    /// <summary>Roles that may vote; none: the tenant's reviewers.</summary>
    [Id(6)] public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>One rejection by a voter with one of these roles ends the case.</summary>
    [Id(7)] public ImmutableArray<string> VetoRoles { get; init; } = [];

    /// <summary>An approval takes approving voters of so many roles, each voter counting for one; 0 and 1 ask for nothing.</summary>
    [Id(8)] public int MinRoles { get; init; }

    /// <summary>What roles weigh; a role that is not here weighs 1.</summary>
    [Id(9)] public ImmutableArray<RoleWeight> Weights { get; init; } = [];

    /// <summary>People have so long; the message's own expiry ends a case before. More than 0, up to 30 days.</summary>
    [Id(10)] public TimeSpan Deadline { get; init; } = TimeSpan.FromHours(1);

    /// <summary>When nobody decided in time, it goes all the same; false, the default: it does not.</summary>
    [Id(11)] public bool ApproveOnTimeout { get; init; }

    /// <summary>Who is asked as well, in the order of the times.</summary>
    [Id(12)] public ImmutableArray<EscalationLevel> Escalations { get; init; } = [];

    /// <summary>What an approval does.</summary>
    [Id(13)] public CaseRelease Release { get; init; }

    /// <summary>An approval to send again holds so long after the decision. More than 0, up to 30 days.</summary>
    [Id(14)] public TimeSpan GrantLifetime { get; init; } = TimeSpan.FromMinutes(15);
}
