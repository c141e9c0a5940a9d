using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Which rule a case goes by.</summary>
public static class RuleSelection
{
    /// <summary>The rule of tenants that declare none, or none that fits: one approval within an hour.</summary>
    public static ReviewRule Fallback { get; } = new() { Name = "default" };

    /// <summary>
    /// The rule that a policy names. Where it names none: of the rules that fit, the one with the highest floor of risk; of two the first.
    /// Where the tenant has none of that name the strictest holds, whatever fits, and time lets nothing go: a slip of the pen loosens nothing.
    /// </summary>
    /// <param name="settings">How the tenant's people decide.</param>
    /// <param name="action">What they are asked about.</param>
    public static ReviewRule Select(DeliberationSettings settings, HeldAction action) =>
        Select(settings, action.Rule, action.Stage, action.Risk);

    private static ReviewRule Select(DeliberationSettings settings, string rule, string stage, double risk) =>
        rule.Length == 0 ? Fitting(settings, stage, risk) : Named(settings, rule) ?? Strictest(settings);

    /// <summary>The rule by which people will decide on what was held with this verdict.</summary>
    /// <param name="settings">How the tenant's people decide.</param>
    /// <param name="held">Why it is held.</param>
    public static ReviewRule Select(DeliberationSettings settings, Verdict held) =>
        Select(settings, NamedBy(held), held.Stage, RiskOf(held.Impact, held.Ehi));

    /// <summary>The rule that a policy names; empty: none does.</summary>
    internal static string NamedBy(Verdict verdict) =>
        verdict is { Outcome: Outcome.Held, Policy: { Outcome: PolicyOutcome.Deliberate } policy } ? policy.Deliberation : "";

    /// <summary>The greater of impact and EHI; 0 where neither was scored (T-02).</summary>
    internal static double RiskOf(double? impact, double? ehi) => Math.Clamp(Math.Max(impact ?? 0, ehi ?? 0), 0, 1);

    // Whatever stage held the message, and however little it risks. Time lets nothing go by it.
    private static ReviewRule Strictest(DeliberationSettings settings)
    {
        var strictest = settings.Rules.IsEmpty ? Fallback : settings.Rules[0];
        foreach (var rule in settings.Rules)
        {
            strictest = rule.MinRisk > strictest.MinRisk ? rule : strictest;
        }

        return strictest with { ApproveOnTimeout = false };
    }

    private static ReviewRule? Named(DeliberationSettings settings, string name)
    {
        foreach (var rule in settings.Rules)
        {
            if (rule.Name == name)
            {
                return rule;
            }
        }

        return null;
    }

    private static ReviewRule Fitting(DeliberationSettings settings, string stage, double risk)
    {
        ReviewRule? found = null;
        foreach (var rule in settings.Rules)
        {
            if (risk >= rule.MinRisk
                && (rule.Stages.IsDefaultOrEmpty || rule.Stages.Contains(stage))
                && (found is null || rule.MinRisk > found.MinRisk))
            {
                found = rule;
            }
        }

        return found ?? Fallback;
    }
}
