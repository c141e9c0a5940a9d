using AgentBus.Domain.Admission;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Admission;

public sealed class ResumedAdmissionTests
{
    private readonly Scene _scene = new() { Governance = [new RaisingStage(0.9, Classification.Public, 0.8)] };

    [Fact]
    public void What_people_approved_goes_to_where_it_was_meant_to_go()
    {
        var resumed = Resume(_scene with { Governance = [] }, Scene.Message with { RequiresApproval = true, Room = "elsewhere" });

        (resumed.Step, resumed.Target.Channel).ShouldBe((StageOutcome.Pass, (ChannelKey?)Scene.OpsMain));
        resumed.Verdict.ShouldNotBeNull().Facts.Approval.ShouldBe("case-1");
    }

    [Fact]
    public void Key_and_quota_are_not_asked_again()
    {
        var scene = _scene with { Governance = [], Settings = _scene.Settings with { Quota = new QuotaSettings(0.001, 0.5, 0, 0) } };

        Resume(scene, Scene.Message).Step.ShouldBe(StageOutcome.Pass);
    }

    [Fact]
    public void What_refuses_today_refuses_it()
    {
        Resume(_scene, Scene.Message with { ExpiresAt = Scene.Start }).ShouldBeRefused(Code.MessageExpired, "shape");
        Resume(_scene with { Settings = _scene.Settings with { DisabledAgents = ["alice"] } }, Scene.Message).ShouldBeRefused(Code.AgentDisabled, "quota");
        Resume(_scene with { Settings = _scene.Settings with { Status = TenantStatus.LockedDown } }, Scene.Message).ShouldBeRefused(Code.LockedDown, "quota");
        Resume(_scene with { Settings = _scene.Settings with { Rooms = [] } }, Scene.Message).ShouldBeRefused(Code.NotFound, "tenancy");
        Resume(_scene with { Principal = _scene.Principal with { Roles = [] } }, Scene.Message).ShouldBeRefused(Code.PermissionDenied, "authorization");
        Resume(_scene, Scene.Message with { ConstitutionalHash = "0000000000000000" }).ShouldBeRefused(Code.ConstitutionalHashMismatch, "constitution");
    }

    [Fact]
    public void What_would_hold_it_is_said_and_can_be_overruled()
    {
        var held = Resume(_scene, Scene.Message);

        held.Step.ShouldBe(StageOutcome.Hold);
        var approved = held.Approved();
        (approved.Step, approved.Verdict!.Outcome, approved.Verdict.Code, approved.Stamp!.Status).ShouldBe((StageOutcome.Pass, Outcome.Delivered, Code.None, MessageStatus.Delivered));
    }

    private static AdmissionResult Resume(Scene scene, Envelope message)
    {
        var context = scene.Context() with { Resumed = new ResumedMessage("case-1", MessageTarget.Of(Scene.OpsMain)) };
        return AdmissionPipeline.Create(MessageLimits.Default, scene.Governance.AsSpan()).Admit(message, in context);
    }
}
