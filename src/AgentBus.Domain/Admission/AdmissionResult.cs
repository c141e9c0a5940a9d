using AgentBus.Domain.Inspection;
using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>
/// What became of one message in admission. <see cref="Step"/> is exactly one of:
/// Pass (deliver it to <see cref="Target"/> with <see cref="Stamp"/>), Refuse and Hold (<see cref="Verdict"/> says why),
/// AnswerFirst (<see cref="First"/> is the answer), JoinFirst (await the same message), Need (fetch <see cref="Need"/> and run again).
/// </summary>
public readonly struct AdmissionResult
{
    /// <summary>What to do.</summary>
    public StageOutcome Step { get; internal init; }

    /// <summary>The decision; null for AnswerFirst, JoinFirst and Need, which decide nothing new.</summary>
    public Verdict? Verdict { get; internal init; }

    /// <summary>Where it goes; set where the shape stage let it pass.</summary>
    public MessageTarget Target { get; internal init; }

    /// <summary>The message with tenant and sender filled in, and without what inspection redacted; the one that came where neither was to do.</summary>
    public Envelope Envelope { get; internal init; }

    /// <summary>What the bus says of the message; null unless it passed or is held.</summary>
    public Stamp? Stamp { get; internal init; }

    /// <summary>The receipt of the first time, marked as a duplicate; of AnswerFirst only.</summary>
    public Receipt? First { get; internal init; }

    /// <summary>What is asked from outside; of Need only.</summary>
    public AdmissionNeed? Need { get; internal init; }

    /// <summary>What inspection decided; null where it did not look.</summary>
    public ContentVerdict? Inspection { get; internal init; }

    /// <summary>The message as it came: of Hold only, where inspection changed it and the tenant keeps that; else null, so that it goes nowhere.</summary>
    public Envelope? Received { get; internal init; }

    /// <summary>It was an attempt to reach into another tenant (TEN-09).</summary>
    public bool IsViolation { get; internal init; }

    /// <summary>It is held, and goes if the approval that it names holds for it (DEL-09): its case has to be asked.</summary>
    public bool NamesApproval => Step == StageOutcome.Hold && Verdict!.Facts.Approval.Length > 0;

    /// <summary>The same message, refused after all: what it was to wait for cannot be had.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="stage">The stage that says so; null: the one that held it.</param>
    public AdmissionResult RefusedWith(Refusal refusal, string? stage = null) => this with
    {
        Step = StageOutcome.Refuse,
        Verdict = Verdict! with
        {
            Outcome = Outcome.Refused,
            Code = refusal.Code,
            Stage = stage ?? Verdict.Stage,
            Reasons = [refusal.Reason],
            RetryAfter = refusal.RetryAfter,
        },
        Stamp = null,
        Received = null,
    };

    /// <summary>The same message, let through after all: people approved what a stage would hold it for.</summary>
    public AdmissionResult Approved() => this with
    {
        Step = StageOutcome.Pass,
        Verdict = Verdict! with { Outcome = Outcome.Delivered, Code = Code.None, RetryAfter = TimeSpan.Zero },
        Stamp = Stamp! with { Status = MessageStatus.Delivered },
        Received = null,
    };

    /// <summary>The message may be delivered.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Stamp), nameof(Verdict))]
    public bool IsDelivered => Step == StageOutcome.Pass;

    /// <summary>The message is refused.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Verdict))]
    public bool IsRefused => Step == StageOutcome.Refuse;
}
