using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>A retry gets the receipt of the first time; another message under the same key is refused (MSG-09).</summary>
public sealed class DuplicateStage : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "duplicate";

    private static readonly Refusal Conflict = new(
        Code.IdempotencyConflict, "The idempotency key was used for another message; use a new key.");

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run)
    {
        var known = run.Context.DeliveredKeys.Find(run.Envelope.EffectiveIdempotencyKey, run.Envelope.BodyDigest);
        return known.State switch
        {
            KeyState.Unknown => StageResult.Pass,
            KeyState.SameDelivered when known.First is { } first => StageResult.AnswerFirst(first),
            KeyState.SameInFlight => StageResult.JoinFirst,
            _ => StageResult.Refuse(Conflict),
        };
    }
}
