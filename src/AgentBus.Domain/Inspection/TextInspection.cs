using System.Collections.Immutable;

namespace AgentBus.Domain.Inspection;

/// <summary>What inspection found in one text: findings in their order, none overlapping another.</summary>
/// <param name="Findings">The findings, by their start.</param>
/// <param name="IsCut">The text is longer than the limit, and its rest was not looked at.</param>
public sealed record TextInspection(ImmutableArray<Finding> Findings, bool IsCut)
{
    /// <summary>Nothing found in the whole text.</summary>
    public static TextInspection Clean { get; } = new([], false);

    /// <summary>Nothing found in the part that was looked at.</summary>
    public static TextInspection CleanAsFarAsRead { get; } = new([], true);

    /// <summary>What follows where nothing else is configured: a secret blocks, personal data are redacted.</summary>
    public InspectionDecision Decision =>
        Findings.IsEmpty ? InspectionDecision.Allow
        : Findings.Any(static f => f.Type == FindingTypes.Secret) ? InspectionDecision.Block
        : InspectionDecision.AllowWithRedaction;
}
