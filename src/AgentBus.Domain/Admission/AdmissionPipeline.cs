using System.Collections.Immutable;
using AgentBus.Domain.Inspection;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>
/// The way of every message from its sender to a verdict: an ordered list of stages, asked one after the other until one does not let
/// the message pass (BUS-08, CON-05). Pure, and shared by all grains of a silo. Thread-safe.
/// </summary>
public sealed class AdmissionPipeline
{
    private static readonly StageResult Named = StageResult.Hold(new Refusal(Code.Held, "It goes by an approval, if that holds for it."));

    private readonly IAdmissionStage[] _stages;

    private AdmissionPipeline(IAdmissionStage[] stages)
    {
        _stages = stages;
        StageNames = [.. stages.Select(static s => s.Name)];
    }

    /// <summary>The names of the stages, in order.</summary>
    public ImmutableArray<string> StageNames { get; }

    /// <summary>The pipeline of the product.</summary>
    /// <param name="limits">The sizes that messages may have.</param>
    /// <param name="governance">Stages that judge what authorization let pass: inspection, policy, impact, in this order.</param>
    public static AdmissionPipeline Create(MessageLimits limits, params ReadOnlySpan<IAdmissionStage> governance) => new(
    [
        new ProvenanceStage(),
        new ShapeStage(limits),
        new ConstitutionStage(),
        new TenancyStage(limits),
        new DuplicateStage(InspectionIn(governance)),
        new QuotaStage(),
        new AuthorizationStage(),
        .. governance,
        new ApprovalStage(),
    ]);

    private static InspectionStage? InspectionIn(ReadOnlySpan<IAdmissionStage> stages)
    {
        foreach (var stage in stages)
        {
            if (stage is InspectionStage inspection)
            {
                return inspection;
            }
        }

        return null;
    }

    /// <summary>
    /// Judges a message. It never throws for what a client can send. A message that goes by an approval (<see cref="AdmissionRun.HasApproval"/>: people
    /// approved it, and a case goes on with it, or it names an approval itself) is not stopped by what would hold it; the answer is Hold then, after
    /// all stages were asked, and whether the approval is enough for that is for the case to say. One that names an approval itself never passes.
    /// </summary>
    public AdmissionResult Admit(Envelope envelope, in AdmissionContext context)
    {
        var run = new AdmissionRun(envelope, in context);
        var (holder, demand) = ("", default(StageResult));
        foreach (var stage in _stages)
        {
            var result = stage.Judge(ref run);
            if (result.Outcome == StageOutcome.Hold && run.HasApproval)
            {
                (holder, demand) = holder.Length == 0 ? (result.Stage ?? stage.Name, result) : (holder, demand);
            }
            else if (result.Outcome != StageOutcome.Pass)
            {
                return Verdicts.Stopped(in run, result.Stage ?? stage.Name, in result);
            }
        }

        return holder.Length > 0 ? Verdicts.Stopped(in run, holder, in demand)
            : run is { HasApproval: true, IsResumed: false } ? Verdicts.Stopped(in run, "", in Named)
            : Verdicts.Passed(in run);
    }
}
