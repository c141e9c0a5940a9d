using System.Text;
using AgentBus.Domain.Admission;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Scenes;

/// <summary>Stands for a policy that lives outside: it asks, and lets pass what is answered "allow".</summary>
internal sealed class AskingStage : IAdmissionStage
{
    public string Name => "policy";

    public StageResult Judge(ref AdmissionRun run)
    {
        if (run.Context.Answer is not { } answer || answer.Stage != Name)
        {
            return StageResult.Ask(new AdmissionNeed(Name, Encoding.UTF8.GetBytes(run.Envelope.MessageId)));
        }

        return answer.Body is { } body && body.Span.SequenceEqual("allow"u8)
            ? StageResult.Pass
            : StageResult.Refuse(new Refusal(Code.PolicyUnavailable, "The policy did not answer."));
    }
}
