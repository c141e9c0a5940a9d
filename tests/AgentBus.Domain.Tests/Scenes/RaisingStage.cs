using AgentBus.Domain.Admission;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Scenes;

/// <summary>Stands for inspection and impact: it raises scores, and holds what reaches a threshold.</summary>
internal sealed class RaisingStage(double ehi, Classification classification, double holdAt = double.PositiveInfinity) : IAdmissionStage
{
    public static readonly Refusal Reason = new(Code.Held, "The score asks for people.");

    public string Name => "impact";

    public StageResult Judge(ref AdmissionRun run)
    {
        run.RaiseEhi(ehi);
        run.RaiseClassification(classification);
        run.RaiseImpact(ehi);
        return run.Ehi >= holdAt ? StageResult.Hold(Reason) : StageResult.Pass;
    }
}
