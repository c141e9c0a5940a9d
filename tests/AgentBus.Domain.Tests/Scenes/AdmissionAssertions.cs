using AgentBus.Domain.Admission;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Scenes;

internal static class AdmissionAssertions
{
    public static Verdict ShouldBeDelivered(this AdmissionResult result)
    {
        result.Verdict?.Reasons.ShouldBeEmpty();
        result.Step.ShouldBe(StageOutcome.Pass);
        result.Stamp.ShouldNotBeNull();
        return result.Verdict.ShouldNotBeNull();
    }

    public static Verdict ShouldBeRefused(this AdmissionResult result, Code code, string stage)
    {
        result.Step.ShouldBe(StageOutcome.Refuse);
        result.Stamp.ShouldBeNull();
        var verdict = result.Verdict.ShouldNotBeNull();
        verdict.Outcome.ShouldBe(Outcome.Refused);
        (verdict.Code, verdict.Stage).ShouldBe((code, stage));
        verdict.Reasons.ShouldHaveSingleItem().ShouldNotBeEmpty();
        return verdict;
    }
}
