using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Which rule a case goes by.</summary>
public static class RuleSelection
{
    /// <summary>The rule of tenants that declare none, or none that fits: one approval within an hour.</summary>
    public static ReviewRule Fallback { get; } = new() { Name = "default" };

    /// <summary>Of the rules that fit, the one with the highest floor of risk; of two the first.</summary>
    public static ReviewRule Select(DeliberationSettings settings, string stage, double risk)
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
