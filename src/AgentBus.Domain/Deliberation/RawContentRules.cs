using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// What is kept of a held message as it came, before inspection took something out of it, and who may look at it: only where the tenant wants that,
/// only while people may still decide on it, only with a role for it and a reason, and never unrecorded.
/// </summary>
public static class RawContentRules
{
    /// <summary>The longest reason for a look, in characters.</summary>
    public const int MaxReason = 1_000;

    /// <summary>Whether a case that stands so may keep it: while people decide, and on the way out, from where it may come back to them.</summary>
    public static bool IsKeptIn(CaseState state) => state is CaseState.Open or CaseState.Delivering;

    /// <summary>What becomes of it when the case gets there.</summary>
    public static RawContentState After(RawContentState before, CaseState state) =>
        before == RawContentState.Kept && !IsKeptIn(state) ? RawContentState.Deleted : before;

    /// <summary>Whether a case is to take what came: the tenant keeps it, and the case has none yet.</summary>
    public static bool IsWanted(DeliberationCase of, DeliberationSettings settings) =>
        settings.RawContent is not null && of.Raw != RawContentState.Kept && IsKeptIn(of.State);

    /// <summary>The case with what came to it; where there was no key to encrypt that with, it says so and keeps nothing.</summary>
    public static CaseStep Keep(CaseStep step, bool isSealed) =>
        step with { Case = step.Case with { Raw = isSealed ? RawContentState.Kept : RawContentState.NoKey } };

    /// <summary>Whether the case keeps what its tenant does not keep any more.</summary>
    public static bool IsToForget(DeliberationCase of, DeliberationSettings settings) =>
        of.Raw == RawContentState.Kept && settings.RawContent is null;

    /// <summary>Deletes it before the case is decided.</summary>
    public static CaseStep Forget(DeliberationCase of, DateTimeOffset now)
    {
        var fact = new CaseFact(CaseEvent.Forget, CaseRules.Bus, "the tenant does not keep raw content any more");
        return CaseRules.Happen(of with { Raw = RawContentState.Deleted }, fact, now);
    }

    /// <summary>Why this caller may not look now, whatever the reason; null: they may.</summary>
    public static Refusal? Check(DeliberationCase of, Principal by, DeliberationSettings settings, DateTimeOffset now) =>
        by.Agent.Tenant != of.Tenant ? Refusal.NotFound
        : by.Person.Length == 0 || by.Type != EntityType.Human ? RawContentRefusals.NotAPerson
        : Voter.IsExcluded(of.Action, by) ? RawContentRefusals.OwnCase
        : of.Raw == RawContentState.NoKey ? RawContentRefusals.NoKey
        : of.Raw == RawContentState.Deleted ? RawContentRefusals.Deleted
        : of.Raw == RawContentState.None || settings.RawContent is null ? RawContentRefusals.NotKept
        : !settings.RawContent.Roles.Any(role => by.Roles.Contains(role)) ? RawContentRefusals.NotPermitted
        : !Voter.MayRead(of.Action, by) ? CaseRefusals.NotCleared
        : of.State != CaseState.Open || now >= of.Deadline ? RawContentRefusals.Closed
        : null;

    /// <summary>A look, as the case and the ledger record it before anything is shown.</summary>
    /// <param name="of">The case.</param>
    /// <param name="by">Who looks.</param>
    /// <param name="reason">Why.</param>
    /// <param name="commitment">What the ledger names the content by, in hex.</param>
    /// <param name="settings">How the tenant's people decide.</param>
    /// <param name="now">The time.</param>
    public static Result<CaseStep> Look(DeliberationCase of, Principal by, string reason, string commitment, DeliberationSettings settings, DateTimeOffset now) =>
        CheckLook(of, by, reason, settings, now) is { } refusal ? refusal
        : CaseRules.Happen(of, new CaseFact(CaseEvent.Look, by.Person, reason) { Commitment = commitment }, now);

    /// <summary>Why this caller may not look now for this reason; null: they may.</summary>
    public static Refusal? CheckLook(DeliberationCase of, Principal by, string reason, DeliberationSettings settings, DateTimeOffset now) =>
        Check(of, by, settings, now) ?? (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReason ? RawContentRefusals.NoReason : null);

    /// <summary>What there is for who looks at the case.</summary>
    public static RawContentStanding Standing(DeliberationCase of, Principal viewer, DeliberationSettings settings)
    {
        // Time caught up before a case is shown, so it is open or it is not.
        var refusal = Check(of, viewer, settings, DateTimeOffset.MinValue);
        return new RawContentStanding(of.Raw, refusal is null, refusal?.Reason ?? "");
    }
}
