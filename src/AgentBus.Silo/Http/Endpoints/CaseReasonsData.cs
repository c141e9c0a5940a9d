using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>One of the things that a score is made of.</summary>
/// <param name="Name">Its name, as in docs/impact.md.</param>
/// <param name="Value">How strongly it shows, 0 to 1.</param>
/// <param name="Weight">How much it counts, 0 to 1.</param>
/// <param name="Contribution">What it adds to the score.</param>
internal sealed record CaseFactorData(string Name, double Value, double Weight, double Contribution);

/// <summary>A score and how it came about.</summary>
/// <param name="Score">0 to 1: the greater of the factors' sum and the floor.</param>
/// <param name="Floor">It is at least so; 0: nothing holds it up.</param>
/// <param name="FloorName">Why it is: an action of the tenant's floors; empty: there is no floor.</param>
/// <param name="Factors">Every factor, those that add nothing included.</param>
internal sealed record CaseScoreData(double Score, double Floor, string FloorName, ImmutableArray<CaseFactorData> Factors)
{
    /// <summary>Of a score.</summary>
    public static CaseScoreData Of(ScoreExplanation of) => new(
        of.Score, of.Floor, of.FloorName, [.. of.Factors.Select(static factor => new CaseFactorData(factor.Name, factor.Value, factor.Weight, Math.Round(factor.Contribution, 6)))]);
}

/// <summary>A rule of a policy that held.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it stands: the setting, or file, line and column in the bundle.</param>
/// <param name="Line">What stands there.</param>
internal sealed record CaseFiredRuleData(string Name, string Place, string Line);

/// <summary>What policies decided.</summary>
/// <param name="Rules">The rules that brought it about, each as strategy/rule.</param>
/// <param name="Reasons">Why, in words.</param>
/// <param name="Fired">Where people have to decide: the rules that held, with their source lines.</param>
/// <param name="Revisions">The revisions of the bundles that were asked.</param>
internal sealed record CasePolicyData(ImmutableArray<string> Rules, ImmutableArray<string> Reasons, ImmutableArray<CaseFiredRuleData> Fired, ImmutableArray<string> Revisions)
{
    /// <summary>Of a decision.</summary>
    public static CasePolicyData Of(PolicyDecision of) => new(
        of.Rules, of.Reasons, [.. of.Fired.Select(static rule => new CaseFiredRuleData(rule.Name, rule.Place, rule.Line))], of.Revisions);
}

/// <summary>How far a case is from a decision, and what the caller may do.</summary>
/// <param name="For">Approving votes that count, or their weight where votes are weighed.</param>
/// <param name="Against">Rejecting votes that count, or their weight.</param>
/// <param name="ApprovalsMissing">So many more approvals, or so much weight, let it go; null: none do, or it is not open.</param>
/// <param name="RejectionsMissing">So many more rejections, or so much weight, stop it; null: it is not open.</param>
/// <param name="RolesMissing">So many more roles are needed among those who approve.</param>
/// <param name="Needs">The same in words.</param>
/// <param name="NextLevelAt">When the next level is asked as well; null: there is none.</param>
/// <param name="NextLevelRoles">Roles of the next level.</param>
/// <param name="MayVote">The caller may vote now.</param>
/// <param name="WhyNot">Why not; empty: they may.</param>
/// <param name="UnsignedVotes">The tenant takes votes without signatures.</param>
internal sealed record CaseStandingData(
    int For,
    int Against,
    int? ApprovalsMissing,
    int? RejectionsMissing,
    int RolesMissing,
    ImmutableArray<string> Needs,
    DateTimeOffset? NextLevelAt,
    ImmutableArray<string> NextLevelRoles,
    bool MayVote,
    string WhyNot,
    bool UnsignedVotes)
{
    /// <summary>Of a case.</summary>
    public static CaseStandingData Of(CaseStanding of) => new(
        of.For, of.Against, of.ApprovalsMissing, of.RejectionsMissing, of.RolesMissing, of.Needs, of.NextLevelAt, of.NextLevelRoles, of.MayVote, of.WhyNot, of.UnsignedVotes);
}
