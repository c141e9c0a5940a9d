using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Policies;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>
/// What its sender (MSG-02) or a policy wants people to approve is held until they did, and so is what is part of a message that lacks an approval
/// (<see cref="NestedCalls"/>). Last: what is refused anyway bothers nobody.
/// </summary>
public sealed class ApprovalStage : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "approval";

    private static readonly Refusal Asked = new(Code.Held, "Its sender asks for an approval.");

    private static readonly Refusal Part = new(Code.Held, "The message that it is part of (parent_id) needed an approval and has none.");

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run) =>
        run.Policy is { Outcome: PolicyOutcome.Deliberate } demanded ? StageResult.Hold(PolicyRefusals.Of(Code.Held, demanded), PolicyStage.Name)
        : run.HasApproval ? StageResult.Pass
        : run.Envelope.RequiresApproval ? StageResult.Hold(Asked)
        : run.Context.Outers is { } outers && NestedCalls.IsPart(run.Envelope) && outers.LacksApproval(run.Envelope.ParentId) ? StageResult.Hold(Part)
        : StageResult.Pass;
}
