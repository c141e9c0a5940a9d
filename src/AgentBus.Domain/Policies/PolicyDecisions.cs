using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Policies;

/// <summary>Makes decisions and joins those of several strategies (VAL-05, VAL-11).</summary>
internal static class PolicyDecisions
{
    private const int MaxNames = 16;
    private const int MaxName = 128;
    private const int MaxReason = 256;

    /// <summary>A policy could not be asked.</summary>
    public static PolicyDecision Unavailable(string source, string fault) => PolicyDecision.Allowed with
    {
        Outcome = PolicyOutcome.Unavailable,
        Rules = [Name(source, fault)],
        Reasons = [$"The policy \"{source}\" could not be asked: {fault}."],
    };

    /// <summary>What both say: the stricter outcome, with all rules and reasons in order, and the higher floors.</summary>
    public static PolicyDecision Merge(PolicyDecision first, PolicyDecision second)
    {
        if (ReferenceEquals(first, PolicyDecision.Allowed))
        {
            return second;
        }

        return ReferenceEquals(second, PolicyDecision.Allowed) ? first : new PolicyDecision
        {
            Outcome = (PolicyOutcome)Math.Max((int)first.Outcome, (int)second.Outcome),
            Rules = first.Rules.AddRange(second.Rules),
            Reasons = first.Reasons.AddRange(second.Reasons),
            Revisions = first.Revisions.AddRange(second.Revisions),
            DecisionIds = first.DecisionIds.AddRange(second.DecisionIds),
            Deliberation = first.Deliberation.Length > 0 ? first.Deliberation : second.Deliberation,
            ClassificationFloor = (Classification)Math.Max((int)first.ClassificationFloor, (int)second.ClassificationFloor),
            ImpactFloor = Math.Max(first.ImpactFloor, second.ImpactFloor),
            Fallback = first.Fallback.Length > 0 ? first.Fallback : second.Fallback,
            IsCanary = first.IsCanary || second.IsCanary,
            Fired = first.Fired.AddRange(second.Fired),
        };
    }

    /// <summary>Names of rules of a source, within bounds.</summary>
    public static ImmutableArray<string> Names(string source, IEnumerable<string> rules) => [.. rules.Take(MaxNames).Select(rule => Name(source, rule))];

    /// <summary>Reasons, within bounds.</summary>
    public static ImmutableArray<string> Reasons(IEnumerable<string> reasons) => [.. reasons.Where(static r => r.Length > 0).Take(MaxNames).Select(static r => Cut(r, MaxReason))];

    private static string Name(string source, string rule) => $"{source}/{Cut(rule, MaxName)}";

    /// <summary>The beginning of a text, without half a character.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
}
