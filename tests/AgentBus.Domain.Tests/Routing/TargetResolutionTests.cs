using AgentBus.Domain.Routing;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Routing;

public sealed class TargetResolutionTests
{
    private static readonly ChannelName Home = new("home", "hall");

    [Fact]
    public void Room_and_channel_go_before_target_and_home() =>
        Resolve(Scene.Message with { Target = "other:place" }).ShouldBe(MessageTarget.Of(Scene.OpsMain));

    [Fact]
    public void Target_goes_before_home() =>
        Resolve(Scene.Message with { Room = "", Channel = "", Target = "other:place" })
            .ShouldBe(MessageTarget.Of(new ChannelKey("acme", "other", "place")));

    [Fact]
    public void Without_any_target_the_message_goes_home() =>
        Resolve(Scene.Message with { Room = "", Channel = "" }).ShouldBe(MessageTarget.Of(new ChannelKey("acme", "home", "hall")));

    [Fact]
    public void A_room_alone_means_all_of_it() =>
        Resolve(Scene.Message with { Channel = "" }).ShouldBe(MessageTarget.Of(new ChannelKey("acme", "ops", "*")));

    [Fact]
    public void A_channel_alone_is_one_of_the_home_room() =>
        Resolve(Scene.Message with { Room = "" }).ShouldBe(MessageTarget.Of(new ChannelKey("acme", "home", "main")));

    [Fact]
    public void An_agent_goes_before_everything() =>
        Resolve(Scene.Message with { ToAgent = "bob" }).Direct.ShouldNotBeNull().Named.ShouldBe([new Recipient(EntityType.Agent, "bob")]);

    [Fact]
    public void Receivers_are_named_once_each_and_to_agent_goes_first() =>
        Resolve(Scene.Message with { ToAgent = "bob", Recipients = [Agent("eve"), Agent("bob"), Group("crew"), Group("eve"), new(EntityType.Human, "eve")] })
            .Direct.ShouldNotBeNull().Named.ShouldBe([Agent("bob"), Agent("eve"), Group("crew"), Group("eve")]);

    [Theory]
    [InlineData("ops", "pm", "")]
    [InlineData("", "pm", "")]
    [InlineData("", "", "ops:pm")]
    public void The_channel_pm_is_private_within_its_room(string room, string channel, string target)
    {
        var message = Scene.Message with { Room = room, Channel = channel, Target = target, Recipients = [Agent("bob")] };

        TargetResolution.Resolve(message, new ChannelName("ops", "main"), "acme", out var resolved).ShouldBeNull();

        resolved.Direct.ShouldNotBeNull().PrivateChannel.ShouldBe(new ChannelKey("acme", "ops", "pm"));
    }

    [Fact]
    public void Any_other_channel_is_passed_over_where_there_are_receivers() =>
        Resolve(Scene.Message with { Recipients = [Agent("bob")] }).Direct.ShouldNotBeNull().PrivateChannel.ShouldBeNull();

    [Theory]
    [InlineData("pm", EnvelopeKind.Event)]
    [InlineData("main", EnvelopeKind.Private)]
    public void A_private_message_without_receivers_is_refused(string channel, EnvelopeKind kind)
    {
        var message = Scene.Message with { Channel = channel, Kind = kind };

        var refusal = TargetResolution.Resolve(message, Home, "acme", out var resolved).ShouldNotBeNull();

        refusal.Code.ShouldBe(Code.MessageInvalid);
        refusal.Reason.ShouldContain("recipients");
        resolved.IsNone.ShouldBeTrue();
    }

    [Fact]
    public void A_heartbeat_that_names_nothing_goes_nowhere_and_one_that_names_a_channel_goes_there()
    {
        var heartbeat = Scene.Message with { Type = MessageType.Heartbeat };

        Resolve(heartbeat with { Room = "", Channel = "" }).IsNone.ShouldBeTrue();
        Resolve(heartbeat).ShouldBe(MessageTarget.Of(Scene.OpsMain));
    }

    [Theory]
    [InlineData("b/b")]
    [InlineData("")]
    public void A_receiver_that_is_no_id_is_refused(string id) =>
        TargetResolution.Resolve(Scene.Message with { Recipients = [Agent("bob"), Agent(id)] }, Home, "acme", out _)
            .ShouldNotBeNull().Code.ShouldBe(Code.MessageInvalid);

    [Fact]
    public void The_tenant_is_the_sessions_own() =>
        Resolve(Scene.Message with { TenantId = "globex" }).Channel.ShouldNotBeNull().Tenant.ShouldBe("acme");

    [Theory]
    [InlineData("", "", "", "room and channel")]
    [InlineData("", "main", "", "room")]
    [InlineData("", "", "nocolon", "room:channel")]
    [InlineData("", "", ":main", "room:channel")]
    [InlineData("", "", "ops:", "room:channel")]
    [InlineData("", "", "a:b:c", "room:channel")]
    [InlineData("op/s", "main", "", "ids")]
    [InlineData("ops", "ma.in", "", "ids")]
    [InlineData("*", "main", "", "ids")]
    public void Without_a_target_the_answer_says_what_to_do(string room, string channel, string target, string advice)
    {
        var message = Scene.Message with { Room = room, Channel = channel, Target = target };

        var refusal = TargetResolution.Resolve(message, ChannelName.None, "acme", out var resolved).ShouldNotBeNull();

        refusal.Code.ShouldBe(Code.MessageInvalid);
        refusal.Reason.ShouldContain(advice);
        resolved.IsNone.ShouldBeTrue();
    }

    [Fact]
    public void An_agent_that_is_no_id_is_refused() =>
        TargetResolution.Resolve(Scene.Message with { ToAgent = "b/b" }, Home, "acme", out _).ShouldNotBeNull().Code.ShouldBe(Code.MessageInvalid);

    private static Recipient Agent(string id) => new(EntityType.Agent, id);

    private static Recipient Group(string id) => new(EntityType.Group, id);

    private static MessageTarget Resolve(Envelope message)
    {
        TargetResolution.Resolve(message, Home, "acme", out var target).ShouldBeNull();
        return target;
    }
}
