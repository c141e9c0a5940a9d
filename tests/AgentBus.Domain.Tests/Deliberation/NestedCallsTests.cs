using AgentBus.Domain.Admission;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class NestedCallsTests
{
    private static readonly Envelope Part = Scene.Message with { Type = MessageType.Command, ParentId = "m-outer" };

    [Theory]
    [InlineData(MessageType.Command, "m-outer", true)]
    [InlineData(MessageType.Event, "m-outer", true)]
    [InlineData(MessageType.Response, "m-outer", false)]
    [InlineData(MessageType.TaskResponse, "m-outer", false)]
    [InlineData(MessageType.Command, "", false)]
    public void A_message_with_a_parent_is_part_of_it_unless_it_answers_it(MessageType type, string parent, bool expected) =>
        NestedCalls.IsPart(Part with { Type = type, ParentId = parent }).ShouldBe(expected);

    [Theory]
    [InlineData(CaseState.Open, true)]
    [InlineData(CaseState.Rejected, true)]
    [InlineData(CaseState.Expired, true)]
    [InlineData(CaseState.Cancelled, true)]
    [InlineData(CaseState.Refused, true)]
    [InlineData(CaseState.Delivering, false)]
    [InlineData(CaseState.Granted, false)]
    [InlineData(CaseState.Delivered, false)]
    public void An_outer_message_lacks_approval_while_people_have_not_said_yes(CaseState state, bool expected)
    {
        NestedCalls.LacksApproval([state]).ShouldBe(expected);
        NestedCalls.LacksApproval([CaseState.Delivered, state]).ShouldBe(expected);
    }

    [Fact]
    public void What_was_never_held_needs_nothing() => NestedCalls.LacksApproval([]).ShouldBeFalse();

    [Fact]
    public void What_is_part_of_a_message_without_approval_is_held()
    {
        var held = Admit(Part, lacks: "m-outer");

        (held.Step, held.Verdict!.Stage, held.Verdict.Code).ShouldBe((StageOutcome.Hold, ApprovalStage.Name, Code.Held));
        Admit(Part, lacks: "m-other").Step.ShouldBe(StageOutcome.Pass);
        Admit(Part with { Type = MessageType.Response }, lacks: "m-outer").Step.ShouldBe(StageOutcome.Pass);
        Admit(Part with { Room = "nowhere" }, lacks: "m-outer").ShouldBeRefused(Code.NotFound, "tenancy");
    }

    [Fact]
    public void With_an_approval_of_its_own_it_goes_on() => Admit(Part with { ApprovalId = "case-1" }, lacks: "m-outer").NamesApproval.ShouldBeTrue();

    private static AdmissionResult Admit(Envelope message, string lacks)
    {
        var scene = new Scene();
        var context = scene.Context() with { Outers = new Lacking(lacks) };
        return AdmissionPipeline.Create(MessageLimits.Default, scene.Governance.AsSpan()).Admit(message, in context);
    }

    private sealed class Lacking(string id) : IOuterMessages
    {
        public bool LacksApproval(string messageId) => messageId == id;
    }
}
