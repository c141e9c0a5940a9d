using System.Collections.Immutable;
using System.Globalization;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Says how far a case is from a decision, by the same rules that decide it (<see cref="DecisionRules"/>).</summary>
public static class CaseStandings
{
    // What cannot be reached by so many more cannot be reached.
    private const int Horizon = 1_000;

    // As in DecisionRules: a share that is met to the last bit of a double counts as met.
    private const double Tolerance = 1e-9;

    /// <summary>For who looks at it now.</summary>
    public static CaseStanding Of(DeliberationCase of, Principal viewer, DeliberationSettings settings)
    {
        var counting = CaseRules.Counting(of, settings);
        var approving = counting.RemoveAll(static vote => vote.Choice != VoteChoice.Approve);
        var (yes, no) = (Sum(of.Rule, approving), Sum(of.Rule, counting.RemoveAll(static vote => vote.Choice != VoteChoice.Reject)));
        var refusal = of.State != CaseState.Open ? CaseRefusals.Closed : Voter.Check(of, viewer, out _) ?? (Voter.MayRead(of.Action, viewer) ? null : CaseRefusals.NotCleared);
        var standing = new CaseStanding
        {
            For = yes,
            Against = no,
            MayVote = refusal is null,
            WhyNot = refusal?.Reason ?? "",
            UnsignedVotes = settings.UnsignedVotes,
            Viewer = viewer.Type == EntityType.Human ? viewer.Person : "",
        };
        if (of.State != CaseState.Open)
        {
            return standing;
        }

        var next = of.Level < of.Rule.Escalations.Length ? of.Rule.Escalations[of.Level] : null;
        standing = standing with
        {
            ApprovalsMissing = ApprovalsMissing(of.Rule, yes, no),
            RejectionsMissing = RejectionsMissing(of.Rule, yes, no),
            RolesMissing = Math.Max(0, (of.Rule.MinRoles > 1 ? of.Rule.MinRoles : 0) - DistinctRoles.Count([.. approving.Select(static vote => vote.Roles)])),
            NextLevelAt = next is null || of.RoundAt + next.After >= of.Deadline ? null : of.RoundAt + next.After,
            NextLevelRoles = next?.Roles ?? [],
        };
        return standing with { Needs = [.. Needs(of.Rule, standing)] };
    }

    private static int Sum(ReviewRule rule, ImmutableArray<SignedVote> votes) =>
        rule.Mode == ReviewMode.Weighted ? votes.Sum(vote => DecisionRules.Weight(rule, vote)) : votes.Length;

    private static int? ApprovalsMissing(ReviewRule rule, int yes, int no) => rule.Mode switch
    {
        ReviewMode.SuperMajority => First(more => yes + no + more >= rule.Quorum && HasShare(rule, yes + more, no)),
        ReviewMode.Unanimous when no > 0 => null,
        _ => Math.Max(0, rule.Quorum - yes),
    };

    private static int? RejectionsMissing(ReviewRule rule, int yes, int no) => rule.Mode switch
    {
        ReviewMode.SuperMajority => First(more => yes + no + more >= rule.Quorum && !HasShare(rule, yes, no + more)),
        ReviewMode.Unanimous => no > 0 ? 0 : 1,
        _ => Math.Max(0, rule.Quorum - no),
    };

    private static bool HasShare(ReviewRule rule, int yes, int no) => yes >= (rule.Share * (yes + no)) - Tolerance;

    private static int? First(Func<int, bool> enough)
    {
        for (var more = 0; more <= Horizon; more++)
        {
            if (enough(more))
            {
                return more;
            }
        }

        return null;
    }

    private static IEnumerable<string> Needs(ReviewRule rule, CaseStanding standing)
    {
        var weighed = rule.Mode == ReviewMode.Weighted;
        yield return standing.ApprovalsMissing switch
        {
            null => "No number of approvals lets it go any more.",
            0 => "There are enough approvals.",
            { } more => weighed ? $"Approvals of weight {Say(more)} more let it go." : $"{Count(more, "more approval lets", "more approvals let")} it go.",
        };
        if (standing.RolesMissing > 0)
        {
            yield return $"Those who approve must have {Say(rule.MinRoles)} different roles among them; {Count(standing.RolesMissing, "is", "are")} missing.";
        }

        if (standing.RejectionsMissing is { } less and > 0)
        {
            yield return weighed ? $"Rejections of weight {Say(less)} more stop it." : $"{Count(less, "more rejection stops", "more rejections stop")} it.";
        }

        if (!rule.VetoRoles.IsDefaultOrEmpty)
        {
            yield return $"One rejection by {string.Join(" or ", rule.VetoRoles)} ends it at once.";
        }

        yield return rule.ApproveOnTimeout ? "When time is over, it goes." : "When time is over, it does not go.";
    }

    private static string Count(int number, string one, string many) => $"{Say(number)} {(number == 1 ? one : many)}";

    private static string Say(int number) => number.ToString(CultureInfo.InvariantCulture);
}
