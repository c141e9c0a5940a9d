using AgentBus.Domain.Admission;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Stands for a rule that wants people to decide: on what is to be deployed.</summary>
internal sealed class HoldingStage : IAdmissionStage
{
    public const string Action = "deploy";

    private static readonly Refusal Ask = new(Code.Held, "A deployment needs an approval.");

    public string Name => "policy";

    public StageResult Judge(ref AdmissionRun run) => run.Envelope.Action == Action ? StageResult.Hold(Ask) : StageResult.Pass;
}
