using AgentBus.Domain.Access;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Policies;

/// <summary>
/// The tenant's policies have their word (POL-04, VAL-02..06). What denies refuses; what cannot be asked refuses too. That people have to decide is
/// noted on the run, and the last stage holds the message for it: by then its impact is scored, and what is refused anyway bothers nobody.
/// </summary>
/// <param name="data">Reads what messages say.</param>
/// <param name="faults">Is told where something failed; the message is then refused, or judged in the plain way.</param>
/// <param name="plain">Bundles are evaluated in the plain way for every message (VAL-06).</param>
public sealed class PolicyStage(IMessageData data, IStageFaults faults, bool plain = false) : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "policy";

    private static readonly Refusal Failed = new(Code.PolicyUnavailable, "The policies could not be evaluated, and nothing is allowed without them.", TimeSpan.FromSeconds(1));

    private readonly PolicyEvaluation _evaluation = new(new MessageInput(data), plain, faults);

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run)
    {
        if (run.Context.Tenant.Policies is not { } policies)
        {
            return StageResult.Pass;
        }

        try
        {
            var (decision, need) = policies.Ask(in run, _evaluation);
            return need is null ? Follow(ref run, decision) : StageResult.Ask(need);
        }
        catch (Exception fault)
        {
            faults.Failed(Name, fault);
            return StageResult.Refuse(Failed);
        }
    }

    private static StageResult Follow(ref AdmissionRun run, PolicyDecision decision)
    {
        run.Policy = decision;
        if (decision.ImpactFloor > 0)
        {
            run.RaiseImpact(decision.ImpactFloor);
        }

        return decision.Outcome switch
        {
            PolicyOutcome.Deny => StageResult.Refuse(PolicyRefusals.Of(Code.PolicyDenied, decision)),
            PolicyOutcome.Unavailable => StageResult.Refuse(PolicyRefusals.Of(Code.PolicyUnavailable, decision)),
            _ => Raise(ref run, decision.ClassificationFloor),
        };
    }

    // Authorization has compared the classification that the message had before.
    private static StageResult Raise(ref AdmissionRun run, Classification floor)
    {
        if (floor <= run.Classification)
        {
            return StageResult.Pass;
        }

        run.RaiseClassification(floor);
        return AuthorizationStage.Takes(in run) ? StageResult.Pass : StageResult.Refuse(AccessRefusals.Classification);
    }
}
