using System.Collections.Immutable;
using AgentBus.Domain.Admission;
using AgentBus.Model;

namespace AgentBus.Domain.Sequences;

/// <summary>What is remembered of a message: messages that are alike in all of it are one entry with a count. Never content.</summary>
internal readonly record struct SequenceKind
{
    public required string Sender { get; init; }

    public required MessageType Type { get; init; }

    public required string Action { get; init; }

    public required string Tool { get; init; }

    public required SequenceTarget Target { get; init; }

    public required Classification Classification { get; init; }

    public required ImmutableArray<string> Findings { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>How much a policy is likely to care: what ranks lower is forgotten first.</summary>
    public int Rank => (Findings.IsEmpty ? 0 : 8) + ((int)Classification * 2) + (Action.Length + Tool.Length > 0 ? 1 : 0);

    /// <summary>Of a message that admission decided on.</summary>
    public static SequenceKind Of(in AdmissionResult decided, string sender)
    {
        var verdict = decided.Verdict!;
        return new SequenceKind
        {
            Sender = sender,
            Type = decided.Envelope.Type,
            Action = decided.Envelope.Action,
            Tool = decided.Envelope.Tool,
            Target = SequenceTarget.Of(decided.Target),
            Classification = decided.Stamp?.Classification ?? decided.Envelope.Classification,
            Findings = verdict.Findings.IsDefault ? [] : verdict.Findings,
            Outcome = verdict.Outcome,
        };
    }

    /// <summary>Alike in everything.</summary>
    public bool Equals(SequenceKind other) =>
        Type == other.Type
        && Classification == other.Classification
        && Outcome == other.Outcome
        && Sender == other.Sender
        && Action == other.Action
        && Tool == other.Tool
        && Target.Equals(other.Target)
        && Findings.AsSpan().SequenceEqual(other.Findings.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Classification, Outcome, Sender, Action, Tool);
}
