using AgentBus.Model;

namespace AgentBus.Domain.Inspection;

/// <summary>Names what is wrong with a policy (CAS-17).</summary>
public static class InspectionRules
{
    /// <summary>Bytes of texts that may be looked at, at most (CAS-06).</summary>
    public const int MostInspectBytes = 64 * 1024;

    /// <summary>Patterns that a policy may have, at most (CAS-06).</summary>
    public const int MostPatterns = 32;

    private const int MostEntries = 256;
    private const int LongestPattern = 512;

    /// <summary>The problems, in words; none where the policy is right.</summary>
    public static IEnumerable<string> Problems(InspectionPolicy policy)
    {
        if (policy.MaxInspectBytes is < 1 or > MostInspectBytes)
        {
            yield return $"MaxInspectBytes is not 1 to {MostInspectBytes}.";
        }

        if (policy.MaxPayloadBytes < 1)
        {
            yield return "MaxPayloadBytes is not 1 or more.";
        }

        if (policy.RedactionPatterns.Length > MostPatterns)
        {
            yield return $"There are more than {MostPatterns} redaction patterns.";
        }

        if (policy.RepeatLimit < 0 || policy.RepeatWindow <= TimeSpan.Zero || policy.RepeatBlock < TimeSpan.Zero || policy.RepeatBlock > TimeSpan.FromDays(30))
        {
            yield return "RepeatLimit must be 0 or more, RepeatWindow longer than 0, RepeatBlock 0 to 30 days.";
        }

        if (policy.ScopeInclude.Length + policy.ScopeExclude.Length + policy.RedactionPaths.Length + policy.Allowed.Length > MostEntries)
        {
            yield return $"Scopes, paths and allowed texts are more than {MostEntries}.";
        }

        foreach (var type in policy.BlockTypes.Concat(policy.TagTypes).Where(static type => !FindingTypes.All.Contains(type)))
        {
            yield return $"\"{type}\" is no type of finding; there are {string.Join(", ", FindingTypes.All)}.";
        }

        foreach (var text in policy.ScopeInclude.Concat(policy.ScopeExclude).Concat(policy.RedactionPaths).Concat(policy.Allowed).Where(static text => text.Length is 0 or > LongestPattern))
        {
            yield return $"A scope, a path or an allowed text has {text.Length} characters instead of 1 to {LongestPattern}.";
        }

        foreach (var pattern in policy.RedactionPatterns)
        {
            if ((pattern.Length is 0 or > LongestPattern ? $"it has not 1 to {LongestPattern} characters" : PatternRules.Problem(pattern)) is { } problem)
            {
                yield return $"The redaction pattern \"{pattern}\" cannot be used: {problem}";
            }
        }
    }
}
