using System.Collections.Immutable;
using AgentBus.Domain.Codes;
using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>What would become of a call.</summary>
/// <param name="Outcome">allowed, held (people would be asked) or refused.</param>
/// <param name="Code">Why not allowed; null where it is.</param>
/// <param name="Stage">The stage of admission that decided; null where all let it pass.</param>
/// <param name="Reasons">In words.</param>
/// <param name="Rules">The rules of policies that brought it about, each as strategy/rule.</param>
/// <param name="DeliberationRule">The rule by which people would decide; null: nobody would be asked.</param>
/// <param name="ImpactScore">0 to 1; null: it was not scored.</param>
/// <param name="EhiScore">0 to 1; null: it was not scored.</param>
/// <param name="Findings">What inspection found.</param>
/// <param name="Redacted">It would go without what inspection takes out.</param>
/// <param name="Duplicate">It was sent before under the same key, and would get its first receipt.</param>
/// <param name="Missed">Those of several receivers who would not get it.</param>
/// <param name="RetryAfterMs">When to try again, in milliseconds; 0: no advice.</param>
/// <param name="Revision">The revision of the tenant's settings that decided.</param>
internal sealed record PolicyCheckData(
    string Outcome,
    string? Code,
    string? Stage,
    ImmutableArray<string> Reasons,
    ImmutableArray<string> Rules,
    string? DeliberationRule,
    double? ImpactScore,
    double? EhiScore,
    ImmutableArray<string> Findings,
    bool Redacted,
    bool Duplicate,
    ImmutableArray<MissedReceiverData> Missed,
    long RetryAfterMs,
    long Revision)
{
    public static PolicyCheckData Of(PolicyCheck check) => new(
        check.Outcome switch { Model.Outcome.Delivered => "allowed", Model.Outcome.Held => "held", _ => "refused" },
        check.Code == Model.Code.None ? null : CodeTable.Wire(check.Code),
        check.Stage.Length > 0 ? check.Stage : null,
        check.Reasons,
        check.Rules,
        check.Deliberation.Length > 0 ? check.Deliberation : null,
        check.Impact,
        check.Ehi,
        check.Findings,
        check.IsRedacted,
        check.IsDuplicate,
        [.. check.Missed.Select(static one => new MissedReceiverData(one.Agent, CodeTable.Wire(one.Code), one.Reason))],
        (long)Math.Ceiling(check.RetryAfter.TotalMilliseconds),
        check.Revision);
}

/// <summary>A receiver that would not get the message.</summary>
/// <param name="AgentId">The receiver.</param>
/// <param name="Code">Why not.</param>
/// <param name="Reason">The same in words.</param>
internal sealed record MissedReceiverData(string AgentId, string Code, string Reason);
