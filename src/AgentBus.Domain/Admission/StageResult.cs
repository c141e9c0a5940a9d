using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>A stage's decision; <c>default</c> lets the message pass. Made by the factory methods only.</summary>
public readonly struct StageResult
{
    private StageResult(StageOutcome outcome, Refusal? refusal = null, bool violation = false, Receipt? first = null, AdmissionNeed? need = null, string? stage = null)
    {
        Outcome = outcome;
        Refusal = refusal;
        IsViolation = violation;
        First = first;
        Need = need;
        Stage = stage;
    }

    /// <summary>The decision.</summary>
    public StageOutcome Outcome { get; }

    /// <summary>Why it is refused or held; null otherwise.</summary>
    public Refusal? Refusal { get; }

    /// <summary>It was an attempt to reach into another tenant, to be counted as one (TEN-09); the sender is not told.</summary>
    public bool IsViolation { get; }

    /// <summary>The first receipt, of <see cref="StageOutcome.AnswerFirst"/> only.</summary>
    public Receipt? First { get; }

    /// <summary>What is asked from outside, of <see cref="StageOutcome.Need"/> only.</summary>
    public AdmissionNeed? Need { get; }

    /// <summary>The stage that wants it so, where another one carries it out; null: it is the same.</summary>
    public string? Stage { get; }

    /// <summary>Lets the message pass.</summary>
    public static StageResult Pass => default;

    /// <summary>The same message is on its way.</summary>
    public static StageResult JoinFirst => new(StageOutcome.JoinFirst);

    /// <summary>Refuses. A stage keeps its refusals in static fields, so that a flood of bad messages costs no memory.</summary>
    public static StageResult Refuse(Refusal refusal) => new(StageOutcome.Refuse, refusal);

    /// <summary>Refuses an attempt to reach into another tenant, in words that hide that there is one.</summary>
    public static StageResult RefuseViolation(Refusal refusal) => new(StageOutcome.Refuse, refusal, violation: true);

    /// <summary>Answers with the receipt of the first time.</summary>
    public static StageResult AnswerFirst(Receipt first) => new(StageOutcome.AnswerFirst, first: first);

    /// <summary>Holds the message until people have decided.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="stage">The stage that wants it so, where that is another one.</param>
    public static StageResult Hold(Refusal reason, string? stage = null) => new(StageOutcome.Hold, reason, stage: stage);

    /// <summary>Asks for an answer from outside; the run is repeated with it.</summary>
    public static StageResult Ask(AdmissionNeed need) => new(StageOutcome.Need, need: need);
}
