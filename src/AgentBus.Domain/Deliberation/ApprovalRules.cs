using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// The use of an approval (DEL-09): once, in time, by who asked for it, for the very action that was approved. It is reserved under the key of the send before
/// that, and stays with this key until the journal has the message or every send under it said that it did not get through: a crash may
/// repeat a message, and never lets two through.
/// </summary>
public static class ApprovalRules
{
    // No longer than the shortest window within which a sender's keys are known again.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>A send that began before the approval ended may take so long; only then is it said to be over.</summary>
    public static TimeSpan SendGrace { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Why the approval does not hold for the message; null: it does. Whatever the answer, the approval is not used by the question.</summary>
    public static Refusal? Check(DeliberationCase of, ApprovalClaim claim, DeliberationSettings settings, DateTimeOffset now)
    {
        var (isGranted, isRest) = (of.State == CaseState.Granted && now < of.Deadline, IsRest(of, claim, now));
        return of.Action.Sender.Agent != claim.Sender || !(isGranted || isRest) ? CaseRefusals.NoApproval
            : of.ReservedFor.Length > 0 && of.ReservedFor != claim.Key ? CaseRefusals.Reserved
            : claim.Digest != of.Action.Digest ? CaseRefusals.NotThisAction
            : isGranted && !CaseRules.IsEnough(of, Today(of, claim), settings, out _) ? CaseRefusals.NotEnough
            : null;
    }

    /// <summary>It was used a moment ago under the same key, and the send goes on to receivers that did not get it then.</summary>
    public static bool IsRest(DeliberationCase of, ApprovalClaim claim, DateTimeOffset now) =>
        of.State == CaseState.Delivered && of.ReservedFor.Length > 0 && of.ReservedFor == claim.Key && now - of.ChangedAt < Rest;

    /// <summary>Reserves it for a send for which it holds.</summary>
    public static CaseStep Reserve(DeliberationCase of, ApprovalClaim claim, DateTimeOffset now) => CaseRules.Happen(
        of with { ReservedFor = claim.Key, ReservedMessage = claim.MessageId, Reservations = of.Reservations + 1 },
        new CaseFact(CaseEvent.Reserve, claim.Sender.Agent, claim.MessageId), now);

    /// <summary>A send under the key did not get through: with the last one the approval is free again. Null: it is not reserved for the key.</summary>
    public static CaseStep? Release(DeliberationCase of, string key, DateTimeOffset now) => !IsReserved(of, key) ? null : CaseRules.Happen(
        of with { ReservedFor = of.Reservations > 1 ? key : "", Reservations = of.Reservations - 1 }, new CaseFact(CaseEvent.Release, CaseRules.Bus, key), now);

    /// <summary>The message that was sent under the key is delivered. Null: it is not reserved for the key.</summary>
    public static CaseStep? Use(DeliberationCase of, string key, DateTimeOffset now) => !IsReserved(of, key) ? null : CaseRules.Happen(
        of with { Reservations = 0 }, new CaseFact(CaseEvent.Use, CaseRules.Bus, of.ReservedMessage), now);

    /// <summary>
    /// Whether a send used the approval, by its receipt: as soon as one receiver has it. Null: that is not known, since an answer timed out.
    /// </summary>
    public static bool? IsUsed(Receipt receipt) =>
        receipt.Outcome == Outcome.Delivered || (!receipt.Recipients.IsDefaultOrEmpty && receipt.Recipients.Any(static one => one.Outcome == Outcome.Delivered)) ? true
        : receipt.Code == Code.Timeout || (!receipt.Recipients.IsDefaultOrEmpty && receipt.Recipients.Any(static one => one.Code == Code.Timeout)) ? null
        : false;

    private static bool IsReserved(DeliberationCase of, string key) => of.State == CaseState.Granted && of.ReservedFor.Length > 0 && of.ReservedFor == key;

    private static HeldAction Today(DeliberationCase of, ApprovalClaim claim) => HeldActions.Today(of.Action, claim.Verdict, claim.Digest, claim.Classification);
}
