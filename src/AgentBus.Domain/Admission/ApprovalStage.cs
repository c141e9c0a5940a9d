using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>What its sender wants people to approve is held until they did (MSG-02). Last: what is refused anyway bothers nobody.</summary>
public sealed class ApprovalStage : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "approval";

    private static readonly Refusal Asked = new(Code.Held, "Its sender asks for an approval.");

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run) => run.Envelope.RequiresApproval && !run.HasApproval ? StageResult.Hold(Asked) : StageResult.Pass;
}
