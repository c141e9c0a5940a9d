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
        action.Rule.Length == 0 ? Fitting(settings, action.Stage, action.Risk) : Named(settings, action.Rule) ?? Strictest(settings);

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
