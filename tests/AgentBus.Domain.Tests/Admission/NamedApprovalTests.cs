using AgentBus.Domain.Admission;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Admission;

/// <summary>Messages that name an approval: admission goes on where it would hold them, and lets none pass by itself.</summary>
public sealed class NamedApprovalTests
{
    private static readonly Envelope Named = Scene.Message with { ApprovalId = "case-1" };

    [Fact]
    public void It_waits_for_the_word_of_the_case_also_where_nothing_would_hold_it()
    {
        var named = new Scene().Admit(Named);

        (named.Step, named.NamesApproval, named.IsDelivered, named.Verdict!.Stage, named.Verdict.Facts.Approval).ShouldBe((StageOutcome.Hold, true, false, "", "case-1"));
        new Scene().Admit(Scene.Message with { RequiresApproval = true }).NamesApproval.ShouldBeFalse();
    }

    [Fact]
    public void All_stages_judge_it_though_one_would_hold_it()
    {
        var scene = new Scene { Governance = [new RaisingStage(0.9, Classification.Public, 0.8), new RaisingStage(0, Classification.Confidential, 1)] };

        var named = scene.Admit(Named with { RequiresApproval = true });

        (named.NamesApproval, named.Verdict!.Stage, named.Stamp!.Classification).ShouldBe((true, new RaisingStage(0, default, 1).Name, Classification.Confidential));
    }

    [Fact]
    public void What_refuses_it_refuses_it_and_says_nothing_of_an_approval()
    {
        var refused = new Scene().Admit(Named with { Room = "nowhere" });

        refused.ShouldBeRefused(Code.NotFound, "tenancy");
        (refused.NamesApproval, refused.Verdict!.Facts.Approval).ShouldBe((false, ""));
    }
}
