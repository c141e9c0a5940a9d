using System.Collections.Immutable;

namespace AgentBus.Domain.Inspection;

/// <summary>What may be told of findings: flags, types and counts.</summary>
internal static class FoundTags
{
    public static ImmutableArray<string> Of(ImmutableArray<Finding> findings, int named, bool isCut, bool isRedacted)
    {
        var tags = ImmutableArray.CreateBuilder<string>();
        AddIf(tags, ContentFlags.ProbableSecret, findings.Any(static f => f.Type == FindingTypes.Secret));
        AddIf(tags, ContentFlags.PersonalData, findings.Any(static f => FindingTypes.IsPersonal(f.Type)));
        AddIf(tags, ContentFlags.ReadInPart, isCut);
        AddIf(tags, ContentFlags.Redacted, isRedacted);
        foreach (var type in findings.GroupBy(static f => f.Type).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            tags.Add($"{type.Key}:{type.Count()}");
        }

        AddIf(tags, $"{FindingTypes.NamedPath}:{named}", named > 0);
        return tags.DrainToImmutable();
    }

    private static void AddIf(ImmutableArray<string>.Builder tags, string tag, bool holds)
    {
        if (holds)
        {
            tags.Add(tag);
        }
    }
}
