using System.Collections.Immutable;
using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Policies;

/// <summary>Says which rules made people decide, with their source lines, so that a reviewer reads what asked for them.</summary>
internal static class FiredRules
{
    private const int Max = 16;
    private const int MaxLine = 256;

    /// <summary>A declared rule: its place in the tenant's settings, and its conditions by their names there.</summary>
    public static FiredPolicyRule Of(DeclaredRule rule, int index) => new($"{StaticRules.Source}/{rule.Name}", $"Policies:Rules:{index}", PolicyDecisions.Cut(Line(rule), MaxLine));

    /// <summary>The rules of a bundle that held.</summary>
    public static ImmutableArray<FiredPolicyRule> Of(Explanation explanation) =>
    [
        .. explanation.Fired.Take(Max).Select(static rule => new FiredPolicyRule(
            PolicyDecisions.Cut(rule.Name, MaxLine), PolicyDecisions.Cut(rule.Location?.ToString() ?? "", MaxLine), PolicyDecisions.Cut(rule.Line ?? "", MaxLine))),
    ];

    private static string Line(DeclaredRule rule)
    {
        string[] conditions =
        [
            .. Names("Types", rule.Types.Select(static type => type.ToString())),
            .. Names("Actions", rule.Actions),
            .. Names("Tools", rule.Tools),
            .. Names("Targets", rule.Targets),
            .. Names("Roles", rule.Roles),
            .. Names("Findings", rule.Findings),
            .. rule.AtLeast > Classification.Public ? [$"AtLeast {rule.AtLeast}"] : Array.Empty<string>(),
            .. rule.UnlessApproved ? ["UnlessApproved"] : Array.Empty<string>(),
        ];
        var effect = rule.Deliberation.Length > 0 ? $"{rule.Effect} by {rule.Deliberation}" : rule.Effect.ToString();
        return conditions.Length == 0 ? effect : $"{effect} when {string.Join("; ", conditions)}";
    }

    private static string[] Names(string condition, IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } text ? [$"{condition} {text}"] : [];
}
