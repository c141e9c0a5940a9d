using System.Text;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Admission;

public sealed class DirectAdmissionTests
{
    private static readonly AgentKey Bob = new("acme", "bob");
    private static readonly AgentKey Eve = new("acme", "eve");

    private readonly Scene _scene = new()
    {
        Settings = Scene.NewSettings() with { Groups = [new GroupSettings("crew", ["alice", "bob", "eve"], ["crew"])] },
    };

    [Fact]
    public void A_message_to_an_agent_goes_to_its_inbox_under_its_subject()
    {
        var result = _scene.Admit(Scene.Message with { ToAgent = "bob" });

        result.ShouldBeDelivered().Facts.Subject.ShouldBe("ace.comms.a2a.agent.bob.evt.v1");
        result.Target.Direct.ShouldNotBeNull().Receivers.ShouldBe([Bob]);
    }

    [Fact]
    public void A_message_to_a_group_goes_to_its_members_under_the_groups_subject()
    {
        var result = _scene.Admit(Scene.Message with { Recipients = [new(EntityType.Group, "crew")] });

        result.ShouldBeDelivered().Facts.Subject.ShouldBe("ace.comms.a2a.group.crew.evt.v1");
        result.Target.Direct.ShouldNotBeNull().Receivers.ShouldBe([Bob, Eve]);
    }

    [Fact]
    public void An_unknown_group_is_answered_like_a_room_that_does_not_exist() =>
        _scene.Admit(Scene.Message with { Recipients = [new(EntityType.Group, "ghosts")] }).ShouldBeRefused(Code.NotFound, "tenancy")
            .Reasons.ShouldBe(_scene.Admit(Scene.Message with { Room = "ghosts" }).Verdict!.Reasons);

    [Fact]
    public void One_named_receiver_that_no_role_covers_refuses_the_message()
    {
        var scene = _scene with
        {
            Settings = _scene.Settings with { Roles = [.. _scene.Settings.Roles, new RoleSettings("narrow", ["ace.comms.a2a.agent.bob.*"])] },
            Principal = Scene.NewPrincipal(roles: "narrow"),
        };

        scene.Admit(Scene.Message with { ToAgent = "bob" }).ShouldBeDelivered();
        scene.Admit(Scene.Message with { ToAgent = "bob", Recipients = [new(EntityType.Agent, "eve")] }).ShouldBeRefused(Code.PermissionDenied, "authorization");
        scene.Admit(Scene.Message with { Recipients = [new(EntityType.Group, "crew")] }).ShouldBeRefused(Code.PermissionDenied, "authorization");
    }

    [Fact]
    public void The_channel_pm_reaches_members_of_the_room_only()
    {
        var message = Scene.Message with { Channel = "pm", Recipients = [new(EntityType.Group, "crew")] };

        Admit(message, new FakeMembers(Bob, Eve)).ShouldBeDelivered();
        Admit(message, new FakeMembers(Bob)).ShouldBeRefused(Code.PermissionDenied, "authorization");
        Admit(message, members: null).ShouldBeRefused(Code.PermissionDenied, "authorization");
    }

    [Fact]
    public void The_channel_pm_asks_for_what_its_room_asks_for()
    {
        var message = Scene.Message with { Channel = "pm", ToAgent = "bob" };

        Admit(message, new FakeMembers(Bob), _scene.WithAcl(static acl => acl with { PublishRoles = ["admin"] })).ShouldBeRefused(Code.PermissionDenied, "authorization");
        Admit(message with { Classification = Classification.Secret }, new FakeMembers(Bob), _scene.WithAcl(static acl => acl with { MaxClassification = Classification.Internal }))
            .ShouldBeRefused(Code.PermissionDenied, "authorization");
        Admit(message with { Room = "nowhere" }, new FakeMembers(Bob)).ShouldBeRefused(Code.NotFound, "tenancy");
    }

    [Fact]
    public void A_retry_to_several_goes_to_those_that_are_missing()
    {
        var message = Scene.Message with { Recipients = [new(EntityType.Agent, "bob"), new(EntityType.Agent, "eve")] };
        Remember(Bob);

        _scene.Admit(message).ShouldBeDelivered();

        Remember(Eve);
        var first = _scene.Admit(message).First.ShouldNotBeNull();
        (first.Outcome, first.Duplicate, first.Recipients.Length).ShouldBe((Outcome.Delivered, true, 2));
        first.Recipients.ShouldAllBe(static receipt => receipt.Duplicate);
    }

    [Fact]
    public void Another_message_to_several_under_the_same_key_is_refused()
    {
        _scene.Keys.Remember(ReceiverKey.Of("m-1", Eve), new KeyLookup(KeyState.Conflict));

        _scene.Admit(Scene.Message with { Recipients = [new(EntityType.Agent, "bob"), new(EntityType.Agent, "eve")] })
            .ShouldBeRefused(Code.IdempotencyConflict, "duplicate");
    }

    [Fact]
    public void A_client_cannot_send_under_the_key_of_a_delivery() =>
        _scene.Admit(Scene.Message with { IdempotencyKey = ReceiverKey.Of("m-1", Bob) }).ShouldBeRefused(Code.MessageInvalid, "shape");

    [Fact]
    public void What_asks_for_an_approval_is_held_last_of_all()
    {
        var held = _scene.Admit(Scene.Message with { ToAgent = "bob", RequiresApproval = true });

        (held.Step, held.Verdict!.Outcome, held.Verdict.Stage).ShouldBe((StageOutcome.Hold, Outcome.Held, "approval"));
        held.Stamp.ShouldNotBeNull().Status.ShouldBe(MessageStatus.PendingDeliberation);
        held.RefusedWith(new Refusal(Code.PolicyUnavailable, "Nobody.")).ShouldBeRefused(Code.PolicyUnavailable, "approval");
        _scene.Admit(Scene.Message with { Room = "nowhere", RequiresApproval = true }).ShouldBeRefused(Code.NotFound, "tenancy");
    }

    [Fact]
    public void A_heartbeat_to_nobody_passes_and_goes_nowhere() =>
        _scene.Admit(Scene.Message with { Type = MessageType.Heartbeat, Room = "", Channel = "" }).ShouldBeDelivered().Facts.Subject.ShouldBe("");

    [Fact]
    public void Evidence_names_all_receivers()
    {
        using var buffer = new EvidenceBuffer();
        var result = _scene.Admit(Scene.Message with { Recipients = [new(EntityType.Group, "crew")] });

        var json = Encoding.UTF8.GetString(VerdictEvidence.Encode(buffer, result.Verdict!, result.Envelope, result.Target).Span);

        json.ShouldContain("\"receivers\":[\"bob\",\"eve\"]");
        json.ShouldContain("\"target\":\"group/crew\"");
    }

    private void Remember(AgentKey receiver) => _scene.Keys.Remember(
        ReceiverKey.Of("m-1", receiver),
        new KeyLookup(KeyState.SameDelivered, Receipts.Delivered("m-1", ChannelKey.Inbox(receiver), new Position(1, 1))));

    private AdmissionResult Admit(Envelope message, IRoomMembers? members, Scene? scene = null) =>
        (scene ?? _scene).Pipeline().Admit(message, (scene ?? _scene).Context() with { Members = members });

    private sealed class FakeMembers(params AgentKey[] members) : IRoomMembers
    {
        public bool IsMember(AgentKey agent, RoomKey room) => room == new RoomKey("acme", "ops") && members.Contains(agent);
    }
}
