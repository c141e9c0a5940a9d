using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>
/// The sender is the session's agent, and speaks for itself only. Roles, clearance and type come from the principal, never from the
/// message; a client may raise <c>ehi_score</c>, classification and <c>requires_approval</c>, and nothing that it sends lowers them
/// (<see cref="AdmissionRun"/> holds them so).
/// </summary>
public sealed class ProvenanceStage : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "provenance";

    private static readonly Refusal NotYou = new(
        Code.PermissionDenied, "The field from_agent names someone else; leave it empty, or set it to your own agent id.");

    private static readonly Refusal NotTheBus = new(
        Code.PermissionDenied, "Messages of the kinds system and error come from the bus only.");

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run)
    {
        if (run.IsResumed)
        {
            // The principal is the one that was recorded.
            return StageResult.Pass;
        }

        var envelope = run.Envelope;
        if (envelope.FromAgent.Length > 0 && envelope.FromAgent != run.Context.Principal.Agent.Agent)
        {
            return StageResult.Refuse(NotYou);
        }

        return envelope.Kind is EnvelopeKind.System or EnvelopeKind.Error ? StageResult.Refuse(NotTheBus) : StageResult.Pass;
    }
}
