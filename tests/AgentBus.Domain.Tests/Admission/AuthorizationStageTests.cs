using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Admission;

public sealed class AuthorizationStageTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void The_subject_of_an_agents_event_is_derived() =>
        _scene.Admit().ShouldBeDelivered().Facts.Subject.ShouldBe("ace.comms.agent.channel.ops:main.evt.v1");

    [Fact]
    public void The_subject_of_a_persons_command_is_derived() =>
        (_scene with { Principal = Scene.NewPrincipal(type: EntityType.Human, roles: "human") })
            .Admit(Scene.Message with { Type = MessageType.Command })
            .ShouldBeDelivered().Facts.Subject.ShouldBe("ace.comms.http.channel.ops:main.cmd.v1");

    [Fact]
    public void A_subject_that_says_the_same_passes() =>
        _scene.Admit(Scene.Message with { Subject = "ace.comms.agent.channel.ops:main.evt.v1" }).ShouldBeDelivered();

    [Theory]
    [InlineData("ace.comms.agent.channel.ops:main.qry.v1")]
    [InlineData("ace.comms.agent.channel.other:main.evt.v1")]
    [InlineData("ace.comms.*")]
    public void A_forged_subject_is_refused(string subject) =>
        _scene.Admit(Scene.Message with { Subject = subject }).ShouldBeRefused(Code.PermissionDenied, "authorization");

    [Theory]
    [InlineData("human")]
    [InlineData("no-such-role")]
    public void What_no_role_covers_is_denied(string role) =>
        (_scene with { Principal = Scene.NewPrincipal(roles: role) }).Admit().ShouldBeRefused(Code.PermissionDenied, "authorization");

    [Fact]
    public void A_principal_without_roles_may_do_nothing() =>
        (_scene with { Principal = Scene.NewPrincipal() with { Roles = [] } }).Admit().ShouldBeRefused(Code.PermissionDenied, "authorization");

    [Fact]
    public void An_observer_asks_and_sends_nothing_else()
    {
        var scene = _scene with { Principal = Scene.NewPrincipal(roles: "observer") };

        scene.Admit(Scene.Message with { Type = MessageType.Query }).ShouldBeDelivered();
        scene.Admit().ShouldBeRefused(Code.PermissionDenied, "authorization");
    }

    [Fact]
    public void The_room_asks_for_a_role_of_its_own()
    {
        var scene = _scene.WithAcl(acl => acl with { PublishRoles = ["observer"] });

        scene.Admit().ShouldBeRefused(Code.PermissionDenied, "authorization");
        (scene with { Principal = Scene.NewPrincipal(roles: ["agent", "observer"]) }).Admit().ShouldBeDelivered();
    }

    [Fact]
    public void A_role_to_follow_is_no_role_to_publish() =>
        _scene.WithAcl(acl => acl with { PublishRoles = ["admin"], SubscribeRoles = ["agent"] })
            .Admit().ShouldBeRefused(Code.PermissionDenied, "authorization");

    [Fact]
    public void The_room_asks_for_a_clearance()
    {
        var scene = _scene.WithAcl(acl => acl with { MinClearance = 3 });

        scene.Admit().ShouldBeRefused(Code.PermissionDenied, "authorization");
        (scene with { Principal = Scene.NewPrincipal(clearance: 3) }).Admit().ShouldBeDelivered();
    }

    [Theory]
    [InlineData(Classification.Internal, true)]
    [InlineData(Classification.Confidential, false)]
    public void Content_above_the_rooms_classification_is_refused(Classification classification, bool passes) =>
        _scene.WithAcl(acl => acl with { MaxClassification = Classification.Internal })
            .Admit(Scene.Message with { Classification = classification }).IsDelivered.ShouldBe(passes);

    [Fact]
    public void A_decision_about_one_channel_is_not_taken_for_another()
    {
        var scene = _scene with { Settings = _scene.Settings with { Rooms = [Scene.NewRoom("ops", RoomAcl.Open), Scene.NewRoom("vault", RoomAcl.Open with { PublishRoles = ["admin"] })] } };
        var context = scene.Context();
        var pipeline = scene.Pipeline();

        for (var i = 0; i < 2; i++)
        {
            pipeline.Admit(Scene.Message, in context).ShouldBeDelivered();
            pipeline.Admit(Scene.Message with { Room = "vault" }, in context).ShouldBeRefused(Code.PermissionDenied, "authorization");
        }
    }

    [Fact]
    public void A_decision_about_one_verb_is_not_taken_for_another()
    {
        var scene = _scene with { Principal = Scene.NewPrincipal(roles: "observer") };
        var context = scene.Context();

        scene.Pipeline().Admit(Scene.Message with { Type = MessageType.Query }, in context).ShouldBeDelivered();
        scene.Pipeline().Admit(Scene.Message, in context).ShouldBeRefused(Code.PermissionDenied, "authorization");
    }

    [Fact]
    public void A_decision_about_one_sender_is_not_taken_for_another()
    {
        var context = _scene.Context();
        var pipeline = _scene.Pipeline();
        pipeline.Admit(Scene.Message, in context).ShouldBeDelivered();

        var observer = context with { Principal = Scene.NewPrincipal(roles: "observer") };

        pipeline.Admit(Scene.Message, in observer).ShouldBeRefused(Code.PermissionDenied, "authorization");
    }
}
