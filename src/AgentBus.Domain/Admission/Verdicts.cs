using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>Turns the end of a run into its result.</summary>
internal static class Verdicts
{
    public static AdmissionResult Passed(in AdmissionRun run) => new()
    {
        Step = StageOutcome.Pass,
        Verdict = Verdict(in run, Outcome.Delivered, Code.None, "", [], TimeSpan.Zero),
        Target = run.Target,
        Envelope = Filled(in run),
        Stamp = Stamp(in run, MessageStatus.Delivered),
        Inspection = run.Inspection,
    };

    public static AdmissionResult Stopped(in AdmissionRun run, string stage, in StageResult result) => result.Outcome switch
    {
        StageOutcome.Refuse or StageOutcome.Hold => Decided(in run, stage, in result),
        StageOutcome.AnswerFirst => Undecided(in run, in result) with { First = result.First! with { Duplicate = true } },
        _ => Undecided(in run, in result),
    };

    private static AdmissionResult Decided(in AdmissionRun run, string stage, in StageResult result)
    {
        var held = result.Outcome == StageOutcome.Hold;
        var refusal = result.Refusal!;
        return new AdmissionResult
        {
            Step = result.Outcome,
            Verdict = Verdict(in run, held ? Outcome.Held : Outcome.Refused, refusal.Code, stage, [refusal.Reason], refusal.RetryAfter),
            Target = run.Target,
            Envelope = held ? Filled(in run) : run.Envelope,
            Stamp = held ? Stamp(in run, MessageStatus.PendingDeliberation) : null,
            IsViolation = result.IsViolation,
            Inspection = run.Inspection,
            Received = held && run.Context.Tenant.Settings.Review.RawContent is not null ? run.Received : null,
        };
    }

    private static AdmissionResult Undecided(in AdmissionRun run, in StageResult result) => new()
    {
        Step = result.Outcome,
        Target = run.Target,
        Envelope = run.Envelope,
        Need = result.Need,
        Inspection = run.Inspection,
    };

    private static Verdict Verdict(
        in AdmissionRun run, Outcome outcome, Code code, string stage, ImmutableArray<string> reasons, TimeSpan retryAfter) =>
        new(outcome, code, stage, reasons, run.Impact, run.Ehi, run.Findings, retryAfter, Facts(in run, outcome))
        {
            Assessment = run.Assessment,
            Override = run.Override,
            Policy = run.Policy,
        };

    private static AdmissionFacts Facts(in AdmissionRun run, Outcome outcome)
    {
        var principal = run.Context.Principal;
        return new AdmissionFacts(
            run.Context.Now,
            principal.Agent,
            principal.Type,
            principal.Roles,
            principal.Clearance,
            run.Subject,
            run.Context.Tenant.Revision,
            run.AgentTokens,
            run.TenantTokens)
        {
            // What a refused message names was never looked at.
            Approval = outcome == Outcome.Refused && !run.IsResumed ? "" : run.ApprovalId,
        };
    }

    private static Stamp Stamp(in AdmissionRun run, MessageStatus status)
    {
        var principal = run.Context.Principal;
        return new Stamp(
            principal.Agent,
            principal.Type,
            principal.Roles,
            status,
            run.Validated,
            run.Impact,
            run.Ehi,
            run.Classification,
            run.Tags,
            run.Context.Tenant.RevisionText,
            run.Context.Protocol);
    }

    // A copy only where something is missing: most clients fill both in.
    private static Envelope Filled(in AdmissionRun run)
    {
        var envelope = run.Envelope;
        return envelope.TenantId.Length > 0 && envelope.FromAgent.Length > 0
            ? envelope
            : envelope with { TenantId = run.Context.Principal.Agent.Tenant, FromAgent = run.Context.Principal.Agent.Agent };
    }
}
