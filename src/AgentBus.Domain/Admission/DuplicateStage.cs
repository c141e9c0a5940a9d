using System.Collections.Immutable;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>
/// A retry gets the receipt of the first time; another message under the same key is refused (MSG-09). To several receivers each delivery has
/// a key of its own (<see cref="ReceiverKey"/>): the retry goes to those who are missing. What was redacted is remembered as it was delivered,
/// so that nothing stored tells of what was taken out; a retry is compared in that form where its own differs.
/// </summary>
/// <param name="inspection">What redacts messages later; null: nothing does.</param>
public sealed class DuplicateStage(InspectionStage? inspection = null) : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "duplicate";

    private static readonly Refusal Conflict = new(
        Code.IdempotencyConflict, "The idempotency key was used for another message; use a new key.");

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run)
    {
        if (run.IsResumed)
        {
            // The case's id does that.
            return StageResult.Pass;
        }

        var result = Judge(in run, run.Envelope);
        return IsConflict(in result) && inspection?.Redacted(in run) is { } redacted ? Judge(in run, redacted) : result;
    }

    private static bool IsConflict(in StageResult result) => ReferenceEquals(result.Refusal, Conflict);

    private static StageResult Judge(in AdmissionRun run, Envelope envelope)
    {
        var known = run.Context.DeliveredKeys.Find(envelope.EffectiveIdempotencyKey, envelope.BodyDigest);
        return known.State switch
        {
            KeyState.Unknown when run.Target.Direct is { IsSingle: false } several => Judge(in run, envelope, several),
            KeyState.Unknown => StageResult.Pass,
            KeyState.SameDelivered when known.First is { } first => StageResult.AnswerFirst(first),
            KeyState.SameInFlight => StageResult.JoinFirst,
            _ => StageResult.Refuse(Conflict),
        };
    }

    private static StageResult Judge(in AdmissionRun run, Envelope envelope, DirectTarget several)
    {
        var receipts = ImmutableArray.CreateBuilder<Receipt>(several.Receivers.Length);
        foreach (var receiver in several.Receivers)
        {
            var key = ReceiverKey.Of(envelope.EffectiveIdempotencyKey, receiver);
            var known = run.Context.DeliveredKeys.Find(key, envelope.BodyDigest);
            if (known.State == KeyState.Conflict)
            {
                return StageResult.Refuse(Conflict);
            }

            if (known.First is { } first)
            {
                receipts.Add(first with { Duplicate = true });
            }
        }

        return receipts.Count == several.Receivers.Length
            ? StageResult.AnswerFirst(Receipts.Several(envelope.MessageId, receipts.MoveToImmutable()))
            : StageResult.Pass;
    }
}
