using AgentBus.Domain.Admission;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>
/// Scores a message and holds it where a score is at or above its threshold (EHI-01..04, T-02, T-06). A score that an earlier stage or the sender
/// raised stays raised. What people approved it holds as well: the
/// pipeline knows of approvals, and the case says when one is not enough.
/// </summary>
/// <param name="scorer">Scores.</param>
/// <param name="faults">Is told where scoring failed.</param>
/// <param name="texts">Reads the texts of messages; null: words are not counted.</param>
public sealed class ImpactStage(IImpactScorer scorer, IStageFaults faults, IMessageText? texts = null) : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "impact";

    private static readonly Refusal NotScored = new(Code.Held, "The message could not be scored, so people decide.");

    private static readonly Refusal Unscored = new(Code.PolicyUnavailable, "The message could not be scored, so it goes nowhere.");

    private readonly ImpactInputs _inputs = new(texts);

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run)
    {
        var impact = run.Context.Tenant.Impact;
        if (!impact.Settings.Enabled || run.Target.IsNone)
        {
            return StageResult.Pass;
        }

        ImpactInput input;
        try
        {
            input = _inputs.Of(in run, impact);
            Take(ref run, scorer.Score(in input), in input);
        }
        catch (Exception fault)
        {
            faults.Failed(Name, fault);
            return OnFault(impact.Settings.OnFault);
        }

        var demand = ImpactGate.Demand(run.Impact, run.Ehi, in input);
        return demand.IsAny ? Hold(ref run, demand, in input) : StageResult.Pass;
    }

    private static void Take(ref AdmissionRun run, Assessment assessment, in ImpactInput input)
    {
        if (assessment.Impact.Score is not (>= 0 and <= 1) || assessment.Ehi.Score is not (>= 0 and <= 1))
        {
            throw new InvalidOperationException("A score is not 0 to 1.");
        }

        var floored = ImpactGate.Floored(assessment.Impact, in input);
        run.Assessment = floored == assessment.Impact ? assessment : assessment with { Impact = floored };
        run.RaiseImpact(floored.Score);
        if (input.Settings.Settings.EhiEnabled)
        {
            run.RaiseEhi(assessment.Ehi.Score);
        }
    }

    private static StageResult Hold(ref AdmissionRun run, ImpactDemand demand, in ImpactInput input)
    {
        if (ImpactGate.Override(in run) is { } exception)
        {
            run.Override = exception.Name;
            return StageResult.Pass;
        }

        return StageResult.Hold(new Refusal(Code.Held, ImpactReasons.Of(demand, run.Impact, run.Ehi, run.Assessment, in input)));
    }

    private static StageResult OnFault(StageFault decision) =>
        decision == StageFault.Pass ? StageResult.Pass
        : decision == StageFault.Hold ? StageResult.Hold(NotScored)
        : StageResult.Refuse(Unscored);
}
