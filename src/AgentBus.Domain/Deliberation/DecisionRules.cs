using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>What votes come to under a rule (DEL-02). One vote a person; abstentions decide nothing.</summary>
public static class DecisionRules
{
    // A share that is met to the last bit of a double counts as met.
    private const double Tolerance = 1e-9;

    /// <summary>Decides.</summary>
    public static Decision Decide(ReviewRule rule, ImmutableArray<SignedVote> votes)
    {
        var approvals = votes.Where(static vote => vote.Choice == VoteChoice.Approve).ToArray();
        var rejections = votes.Where(static vote => vote.Choice == VoteChoice.Reject).ToArray();
        if (rejections.Any(vote => vote.Roles.Any(role => rule.VetoRoles.Contains(role))))
        {
            return Decision.Veto;
        }

        var decision = rule.Mode switch
        {
            ReviewMode.SuperMajority => ByShare(rule, approvals.Length, rejections.Length),
            ReviewMode.Unanimous => rejections.Length > 0 ? Decision.Reject : ByCount(rule, approvals.Length, 0),
            ReviewMode.Weighted => ByCount(rule, approvals.Sum(vote => Weight(rule, vote)), rejections.Sum(vote => Weight(rule, vote))),
            _ => ByCount(rule, approvals.Length, rejections.Length),
        };
        return decision == Decision.Approve && !HasRoles(rule, approvals) ? Decision.None : decision;
    }

    /// <summary>How much a vote weighs: as much as the voter's heaviest role.</summary>
    public static int Weight(ReviewRule rule, SignedVote vote) => vote.Roles
        .Select(role => rule.Weights.FirstOrDefault(weight => weight.Role == role)?.Weight ?? 1)
        .DefaultIfEmpty(1)
        .Max();

    private static Decision ByCount(ReviewRule rule, int approvals, int rejections) =>
        approvals >= rule.Quorum ? Decision.Approve
        : rejections >= rule.Quorum ? Decision.Reject
        : Decision.None;

    private static Decision ByShare(ReviewRule rule, int approvals, int rejections)
    {
        var voted = approvals + rejections;
        return voted < rule.Quorum ? Decision.None
            : approvals >= (rule.Share * voted) - Tolerance ? Decision.Approve
            : rejections >= approvals ? Decision.Reject
            : Decision.NoConsensus;
    }

    private static bool HasRoles(ReviewRule rule, SignedVote[] approvals) =>
        rule.MinRoles <= 1 || DistinctRoles.Count([.. approvals.Select(static vote => vote.Roles)]) >= rule.MinRoles;
}
