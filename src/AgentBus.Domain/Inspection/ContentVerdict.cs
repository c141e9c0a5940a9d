using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Inspection;

/// <summary>What inspection decided of one message, and what it is made of: types and counts, never content (CAS-15). Immutable and thread-safe.</summary>
public sealed record ContentVerdict
{
    /// <summary>What becomes of the message.</summary>
    public required InspectionDecision Decision { get; init; }

    /// <summary>Why: one of <see cref="CasilReasons"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>What becomes of it where the policy is enforced; another one only in monitor mode.</summary>
    public InspectionDecision Intended { get; init; }

    /// <summary>How risky the content is.</summary>
    public ContentRisk Risk { get; init; } = ContentRisk.Low;

    /// <summary>Flags of <see cref="ContentFlags"/>, then types with their counts as <c>SECRET:2</c>.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The message without what was found; null: it stays as it is.</summary>
    public Envelope? Changed { get; init; }

    /// <summary>Inspection failed so, and the default decided.</summary>
    public Exception? Fault { get; init; }

    /// <summary>The sender's violations reached the limit with this one.</summary>
    public bool BecameRepeatViolator { get; init; }

    /// <summary>The policy has something against the message.</summary>
    public bool IsViolation => Intended != InspectionDecision.Allow;

    /// <summary>The policy does not look at it.</summary>
    public static ContentVerdict OutOfScope { get; } = new() { Decision = InspectionDecision.Allow, Reason = CasilReasons.OutOfScope, Risk = ContentRisk.Unknown };

    /// <summary>Nothing was found.</summary>
    public static ContentVerdict Clean { get; } = new() { Decision = InspectionDecision.Allow, Reason = CasilReasons.Allowed };
}
