using AgentBus.Model;

namespace AgentBus.Domain.Policies;

/// <summary>Which policies a tenant's settings may hold.</summary>
public static class PolicyProblems
{
    /// <summary>The most bytes that the archive of a bundle may have: it goes to every silo with the settings.</summary>
    public const int MaxBundleBytes = 256 * 1024;

    /// <summary>The most declared rules.</summary>
    public const int MaxRules = 256;

    private const int MaxPath = 256;

    /// <summary>What is wrong, one sentence each; empty: nothing.</summary>
    public static IEnumerable<string> Find(PolicySettings policies)
    {
        var problems = policies.Rules.SelectMany(Find);
        return problems
            .Concat(Unless(policies.Rules.Select(static rule => rule.Name).Distinct(StringComparer.Ordinal).Count() == policies.Rules.Length, "Two policy rules have one name."))
            .Concat(Unless(policies.Rules.Length <= MaxRules, $"There are more than {MaxRules} policy rules."))
            .Concat(Unless(policies.CanaryPercent is >= 0 and <= 100, "The canary's part is not 0 to 100 percent."))
            .Concat(Unless(IsPath(policies.Entrypoint), "The entrypoint of the policies is no path below data, such as agentbus/decision."))
            .Concat(Unless(policies.OpaPath.Length == 0 || IsPath(policies.OpaPath), "The path that OPA is asked for is none, such as agentbus/decision."))
            .Concat(Unless(Fits(policies.Active) && Fits(policies.Canary), $"A policy bundle is larger than {MaxBundleBytes} bytes."));
    }

    /// <summary>Whether the text is a path below <c>data</c>, with slashes.</summary>
    public static bool IsPath(string path) =>
        path.Length is > 0 and <= MaxPath && path.Split('/').All(static part => part.Length > 0 && part.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'));

    private static IEnumerable<string> Find(DeclaredRule rule) =>
        Unless(IdGrammar.IsValid(rule.Name), $"The policy rule \"{rule.Name}\" is not named by an id.")
            .Concat(Unless(rule.Deliberation.Length == 0 || IdGrammar.IsValid(rule.Deliberation), $"The policy rule \"{rule.Name}\" demands the deliberation \"{rule.Deliberation}\", which is no id."))
            .Concat(Unless(rule.ImpactFloor is >= 0 and <= 1, $"The policy rule \"{rule.Name}\" raises the impact to what is not 0 to 1."));

    private static bool Fits(PolicyBundleText? bundle) => bundle is null || bundle.Archive.Length <= MaxBundleBytes;

    private static string[] Unless(bool holds, string problem) => holds ? [] : [problem];
}
