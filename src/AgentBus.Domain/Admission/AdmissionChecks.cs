using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>Admission that leaves no trace (POL-18): the same pipeline over copies of what it counts in.</summary>
public static class AdmissionChecks
{
    /// <summary>The context with what admission takes from and adds to being its own.</summary>
    public static AdmissionContext Apart(in AdmissionContext context) => context with
    {
        AgentBucket = context.AgentBucket.Copy(),
        TenantBucket = context.TenantBucket.Copy(),
        Violations = context.Violations?.Copy(),
    };

    /// <summary>What admission decided, for who asked.</summary>
    /// <param name="result">The decision; one that needs something from outside is none yet.</param>
    /// <param name="asked">The message as it was asked about.</param>
    /// <param name="tenant">The settings that it was judged by.</param>
    public static PolicyCheck Of(in AdmissionResult result, Envelope asked, TenantSettings tenant) => result.Step switch
    {
        StageOutcome.AnswerFirst => new PolicyCheck(result.First!.Outcome, result.First.Code, DuplicateStage.Name, [], tenant.Revision) { IsDuplicate = true },
        StageOutcome.JoinFirst => new PolicyCheck(Outcome.Delivered, Code.None, DuplicateStage.Name, [], tenant.Revision) { IsDuplicate = true },
        StageOutcome.Need => throw new ArgumentException("It is not decided yet.", nameof(result)),
        _ => Judged(in result, result.Verdict!, asked, tenant),
    };

    private static PolicyCheck Judged(in AdmissionResult result, Verdict verdict, Envelope asked, TenantSettings tenant) =>
        new(verdict.Outcome, verdict.Code, verdict.Stage, verdict.Reasons, verdict.PolicyRevision)
        {
            Rules = verdict.Policy?.Rules ?? [],
            Impact = verdict.Impact,
            Ehi = verdict.Ehi,
            Findings = verdict.Findings,
            RetryAfter = verdict.RetryAfter,
            IsRedacted = result.Inspection?.Changed is { } changed && !ReferenceEquals(changed, asked),
            Deliberation = verdict.Outcome == Outcome.Held ? RuleSelection.Select(tenant.Review, verdict).Name : "",
        };
}
