using System.Collections.Immutable;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tenants;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Routing;

/// <summary>Rules by content, priority and capability (ROOM-15).</summary>
public sealed class RoutingRulesTests
{
    private static readonly Envelope Full = Scene.Message with
    {
        Priority = Priority.High,
        Classification = Classification.Confidential,
        Capabilities = ["search", "plan"],
        Intent = "find",
        Action = "deploy",
        Tool = "kubectl",
    };

    public static TheoryData<RoutingRule, bool> Conditions { get; } = new()
    {
        { new RoutingRule(), true },
        { new RoutingRule { Room = "ops" }, true },
        { new RoutingRule { Room = "vault" }, false },
        { new RoutingRule { Channel = "main" }, true },
        { new RoutingRule { Channel = "other" }, false },
        { new RoutingRule { Types = [MessageType.Query, MessageType.Event] }, true },
        { new RoutingRule { Types = [MessageType.Query] }, false },
        { new RoutingRule { MinPriority = Priority.High }, true },
        { new RoutingRule { MinPriority = Priority.Critical }, false },
        { new RoutingRule { MinClassification = Classification.Confidential }, true },
        { new RoutingRule { MinClassification = Classification.Secret }, false },
        { new RoutingRule { Capability = "plan" }, true },
        { new RoutingRule { Capability = "pla" }, false },
        { new RoutingRule { Intent = "find" }, true },
        { new RoutingRule { Intent = "lose" }, false },
        { new RoutingRule { Action = "deploy" }, true },
        { new RoutingRule { Action = "pay" }, false },
        { new RoutingRule { Tool = "kubectl" }, true },
        { new RoutingRule { Tool = "helm" }, false },
        { new RoutingRule { Room = "ops", Intent = "lose" }, false },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_rule_fits_where_all_that_it_says_is_so(RoutingRule rule, bool fits)
    {
        var target = Apply(Full, rule with { ToChannel = new ChannelName("ops", "urgent") });

        target.Name.ShouldBe(fits ? "ops:urgent" : "ops:main");
    }

    [Fact]
    public void Without_rules_messages_go_where_they_say() => Apply(Full).Name.ShouldBe("ops:main");

    [Fact]
    public void The_first_rule_that_fits_decides_and_it_is_applied_once()
    {
        var target = Apply(
            Full,
            new RoutingRule { Intent = "lose", ToAgent = "carol" },
            new RoutingRule { Channel = "main", ToChannel = new ChannelName("ops", "urgent") },
            new RoutingRule { Channel = "urgent", ToAgent = "dave" });

        target.Name.ShouldBe("ops:urgent");
    }

    [Fact]
    public void A_direct_message_goes_to_its_receiver_whatever_the_rules_say()
    {
        var direct = MessageTarget.Of(new DirectTarget([new Recipient(EntityType.Agent, "bob")], null, []));

        RoutingRules.Apply([new RoutingRule { ToAgent = "carol" }], Full, direct).ShouldBe(direct);
    }

    [Fact]
    public void Where_a_rule_leads_the_sender_must_be_allowed_to_send()
    {
        var scene = new Scene
        {
            Settings = Scene.NewSettings() with { RoutingRules = [new RoutingRule { ToAgent = "bob" }] },
            Principal = Scene.NewPrincipal() with { Roles = ["nobody"] },
        };

        scene.Admit(Scene.Message).Verdict!.Code.ShouldBe(Code.PermissionDenied);
    }

    [Fact]
    public void A_message_that_a_rule_sends_to_an_agent_is_admitted_to_its_inbox()
    {
        var scene = new Scene { Settings = Scene.NewSettings() with { RoutingRules = [new RoutingRule { MinPriority = Priority.High, ToAgent = "bob" }] } };

        var admitted = scene.Admit(Scene.Message with { Priority = Priority.Critical });

        admitted.Step.ShouldBe(StageOutcome.Pass);
        admitted.Target.Direct!.Receivers.ShouldBe([new AgentKey("acme", "bob")]);
        scene.Admit(Scene.Message).Target.Name.ShouldBe("ops:main");
    }

    [Theory]
    [InlineData("", "", "", "to both a channel and an agent, or to neither")]
    [InlineData("ops", "main", "bob", "to both a channel and an agent, or to neither")]
    [InlineData("nowhere", "main", "", "which the tenant does not have")]
    [InlineData("ops", "ma in", "", "which is no channel")]
    [InlineData("", "", "b b", "which is no id of an agent")]
    public void A_rule_that_leads_nowhere_is_refused(string room, string channel, string agent, string problem)
    {
        var rule = new RoutingRule { Name = "r", ToChannel = new ChannelName(room, channel), ToAgent = agent };

        TenantRules.Problems(Scene.NewSettings() with { RoutingRules = [rule] }).ShouldHaveSingleItem().ShouldContain(problem);
    }

    private static MessageTarget Apply(Envelope envelope, params ImmutableArray<RoutingRule> rules) =>
        RoutingRules.Apply(rules, envelope, MessageTarget.Of(Scene.OpsMain));
}
