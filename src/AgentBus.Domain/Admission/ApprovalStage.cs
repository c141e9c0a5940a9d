using AgentBus.Domain.Policies;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>What its sender (MSG-02) or a policy wants people to approve is held until they did. Last: what is refused anyway bothers nobody.</summary>
public sealed class ApprovalStage : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "approval";

    private static readonly Refusal Asked = new(Code.Held, "Its sender asks for an approval.");

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run) =>
        run.Policy is { Outcome: PolicyOutcome.Deliberate } demanded ? StageResult.Hold(PolicyRefusals.Of(Code.Held, demanded), PolicyStage.Name)
        : run.Envelope.RequiresApproval && !run.HasApproval ? StageResult.Hold(Asked)
        : StageResult.Pass;
}
