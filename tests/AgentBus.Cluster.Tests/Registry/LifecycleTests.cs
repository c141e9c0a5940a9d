using System.Text.Json;
using AgentBus.Cluster.Tests.Events;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Cluster.Tests.Registry;

public sealed class LifecycleTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task A_suspended_agent_loses_its_sessions_and_opens_none_until_it_is_resumed()
    {
        var alice = Agent();
        await alice.OpenAsync();
        (await alice.Admin.RegisterAsync(alice.Token, DescribedAgents.Version("1"))).ShouldBeNull();
        (await cluster.OrderAsync(alice, LifecycleAction.Suspend, reason: "crash loop")).Value.ShouldNotBeNull().Record.Status.ShouldBe(AgentStatus.Suspended);

        await Eventually.HoldsAsync("its socket is told", () => alice.Endings.Any(static ending => ending.Code == Code.AgentDisabled && ending.Reason.Contains("crash loop")));
        (await alice.TryConnectAsync(AgentDescription.Empty)).Refusal.ShouldNotBeNull().Reason.ShouldContain("crash loop");
        (await cluster.OrderAsync(alice, LifecycleAction.Suspend)).Refusal.ShouldNotBeNull();
        (await cluster.OrderAsync(alice, LifecycleAction.Resume)).Value.ShouldNotBeNull().Record.Status.ShouldBe(AgentStatus.Active);
        (await alice.TryConnectAsync(AgentDescription.Empty)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_retired_agent_is_gone_for_good()
    {
        var alice = Agent();
        await alice.ConnectAsync(DescribedAgents.Version("1"));
        (await cluster.OrderAsync(alice, LifecycleAction.Retire, reason: "replaced")).Value.ShouldNotBeNull().Record.Status.ShouldBe(AgentStatus.Retired);

        (await alice.TryConnectAsync(DescribedAgents.Version("2"))).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.AgentNotRegistered);
        (await cluster.OrderAsync(alice, LifecycleAction.Resume)).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.AgentNotRegistered);
        (await cluster.Hosted.GetGrain<IAgentAdmin>(alice.Key.GrainKey).DescribeAsync()).ShouldBeNull();
        var directory = cluster.Hosted.GetGrain<IAgentDirectory>(new TenantKey(alice.Key.Tenant).AgentsKey);
        await Eventually.HoldsAsync("the directory shows it", async () => (await directory.GetAsync("alice")).Value is { Status: AgentStatus.Retired, Reason: "replaced", Presence: AgentPresence.Offline });
    }

    [Fact]
    public async Task Nobody_can_order_anything_about_an_agent_that_never_registered()
    {
        var nobody = Agent();
        foreach (var action in Enum.GetValues<LifecycleAction>())
        {
            (await cluster.OrderAsync(nobody, action)).Refusal.ShouldNotBeNull($"{action}").Code.ShouldBe(Code.AgentNotRegistered);
        }

        (await cluster.Lifecycle(nobody).ShowAsync()).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.AgentNotRegistered);
    }

    [Fact]
    public async Task Each_registration_names_its_version_and_operators_mark_them()
    {
        var alice = Agent();
        await alice.ConnectAsync(DescribedAgents.Version("1", "search"));
        await alice.ConnectAsync(DescribedAgents.Version("2", "search", "plan"));
        (await cluster.OrderAsync(alice, LifecycleAction.MarkGood, "1")).Refusal.ShouldBeNull();
        (await cluster.OrderAsync(alice, LifecycleAction.MarkBad, "2")).Refusal.ShouldBeNull();
        (await cluster.OrderAsync(alice, LifecycleAction.MarkBad, "3")).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.NotFound);

        var life = (await cluster.Lifecycle(alice).ShowAsync()).Value.ShouldNotBeNull();

        life.Record.Description.Version.ShouldBe("2");
        life.Versions.Select(static version => (version.Description.Version, version.Standing, version.MarkedBy))
            .ShouldBe([("2", VersionStanding.Bad, "olga"), ("1", VersionStanding.Good, "olga")]);
    }

    [Fact]
    public async Task A_change_is_witnessed_and_without_a_witness_nothing_changes()
    {
        var alice = Agent();
        await alice.ConnectAsync(DescribedAgents.Version("1"));
        cluster.Journal.FailEvidence(alice.Key.Tenant);
        (await cluster.OrderAsync(alice, LifecycleAction.Suspend)).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.StorageUnavailable);
        (await cluster.Lifecycle(alice).ShowAsync()).Value.ShouldNotBeNull().Record.Status.ShouldBe(AgentStatus.Active);
        (await cluster.OrderAsync(alice, LifecycleAction.Suspend, reason: "crash loop")).Refusal.ShouldBeNull();

        var row = cluster.Journal.Evidence.Single(row => row.Tenant == alice.Key.Tenant && row.Kind == EvidenceKind.LifecycleChanged);
        using var body = JsonDocument.Parse(row.Body);
        (row.Actor, row.Subject).ShouldBe(("olga", "alice"));
        new[] { "action", "from", "to", "reason" }.Select(name => body.RootElement.GetProperty(name).GetString()).ShouldBe(["suspend", "Active", "Suspended", "crash loop"]);
    }

    [Fact]
    public async Task What_an_agent_does_is_told_to_the_dashboard()
    {
        var alice = Agent();
        var dashboard = await EventListener.ListenAsync(cluster, alice.Key.Tenant);
        await alice.OpenAsync(description: DescribedAgents.Version("7", "search"));
        (await alice.SubscribeAsync()).Refusal.ShouldBeNull();
        (await alice.SubscribeAsync()).Refusal.ShouldBeNull();
        await alice.SendAsync(alice.Message("one"), alice.Message("two"));
        (await alice.Grain.RenewSessionAsync(alice.Token, null)).Refusal.ShouldBeNull();
        (await alice.Grain.UnsubscribeAsync(new SubscribeRequest(alice.Token, new ChannelName(Settings.Room, Settings.Channel)))).ShouldBeNull();
        (await cluster.OrderAsync(alice, LifecycleAction.Suspend, reason: "crash loop")).Refusal.ShouldBeNull();

        (await dashboard.WaitForActivityAsync("alice", "session_opened")).Payload.Fields["presence"].StringValue.ShouldBe("online");
        (await dashboard.WaitForActivityAsync("alice", "registered")).Payload.Fields["version"].StringValue.ShouldBe("7");
        (await dashboard.WaitForActivityAsync("alice", "joined")).Payload.Fields["channel"].StringValue.ShouldBe(Settings.Channel);
        (await dashboard.WaitForActivityAsync("alice", "messages_sent")).Payload.Fields["count"].NumberValue.ShouldBe(2);
        await dashboard.WaitForActivityAsync("alice", "heartbeat");
        await dashboard.WaitForActivityAsync("alice", "left");
        (await dashboard.WaitForActivityAsync("alice", "lifecycle")).Payload.Fields["to"].StringValue.ShouldBe("suspended");
        (await dashboard.WaitForActivityAsync("alice", "session_closed")).Payload.Fields["presence"].StringValue.ShouldBe("offline");
        dashboard.Heard.Count(static envelope => envelope.Subject.EndsWith("evt.joined.v1", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_rollback_makes_the_last_good_version_current_and_tells_the_agent_again_when_the_bad_one_comes_back()
    {
        var alice = Agent();
        await alice.ConnectAsync(DescribedAgents.Version("1", "search"));
        (await cluster.OrderAsync(alice, LifecycleAction.MarkGood, "1")).Refusal.ShouldBeNull();
        await alice.ConnectAsync(DescribedAgents.Version("2", "plan"));
        (await cluster.OrderAsync(alice, LifecycleAction.MarkBad, "2")).Refusal.ShouldBeNull();
        (await cluster.OrderAsync(alice, LifecycleAction.RollBack, reason: "it loops")).Value.ShouldNotBeNull().Record.Description.Capabilities.ShouldBe(["search"]);
        await alice.ConnectAsync(DescribedAgents.Version("2", "plan"));
        (await cluster.Lifecycle(alice).ShowAsync()).Value.ShouldNotBeNull().Record.Description.Version.ShouldBe("1");

        var told = await ToldAsync(alice, 2);

        told.ShouldAllBe(static envelope => envelope.Kind == Wire.EnvelopeKind.System && envelope.FromAgent == "sys-bus" && envelope.Action == "rollback");
        told[0].Subject.ShouldBe("ace.comms.system.agent.alice.cmd.rollback.v1");
        told.Select(static envelope => envelope.Payload.Fields["version"].StringValue).ShouldBe(["1", "1"]);
        told[0].Payload.Fields["reason"].StringValue.ShouldBe("it loops");
    }

    [Fact]
    public async Task An_agent_is_told_to_restart_with_debug_logging()
    {
        var alice = Agent();
        await alice.ConnectAsync(DescribedAgents.Version("1"));
        (await cluster.OrderAsync(alice, LifecycleAction.DebugOn)).Value.ShouldNotBeNull().Debug.ShouldBeTrue();
        (await cluster.OrderAsync(alice, LifecycleAction.DebugOff)).Value.ShouldNotBeNull().Debug.ShouldBeFalse();

        (await ToldAsync(alice, 2)).Select(static envelope => (envelope.Action, envelope.Payload.Fields["debug"].StringValue)).ShouldBe([("debug", "true"), ("debug", "false")]);
    }

    [Fact]
    public async Task The_inbox_of_a_retired_agent_refuses_and_that_of_a_suspended_one_keeps()
    {
        var alice = Agent();
        var bob = await cluster.AgentAsync(alice.Key.Tenant, "bob");
        await alice.ConnectAsync(DescribedAgents.Version("1"));
        (await cluster.OrderAsync(alice, LifecycleAction.Suspend)).Refusal.ShouldBeNull();
        (await bob.SendAsync(bob.Message("kept") with { Room = "", Channel = "", ToAgent = "alice" }))[0].Outcome.ShouldBe(Outcome.Delivered);
        (await cluster.OrderAsync(alice, LifecycleAction.Retire)).Refusal.ShouldBeNull();

        (await bob.SendAsync(bob.Message("refused") with { Room = "", Channel = "", ToAgent = "alice" }))[0].Code.ShouldBe(Code.AgentNotRegistered);
    }

    [Fact]
    public async Task A_handler_that_fails_is_told_of_and_stops_nothing()
    {
        var alice = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var bob = await cluster.AgentAsync(alice.Key.Tenant, "bob");
        await alice.RegisterAsync();
        var (dashboard, letters) = (await EventListener.ListenAsync(cluster, alice.Key.Tenant), await EventListener.ListenAsync(cluster, alice.Key.Tenant, SystemRoom.DeadLetters));
        var consumer = new TestConsumer();
        (await alice.AttachAsync(consumer)).Refusal.ShouldBeNull();
        await bob.SendAsync(bob.Message("poison") with { Room = "", Channel = "", ToAgent = "alice" });
        await Eventually.HoldsAsync("it is handed out", () => consumer.Received.Count == 1);
        (await alice.SettleAsync(consumer.Received, SettlementKind.Reject)).ShouldBeNull();

        (await dashboard.WaitForActivityAsync("alice", "handler_failed")).Payload.Fields["code"].StringValue.ShouldBe("handler_failed");
        (await letters.WaitForAsync("its death is told", static envelope => envelope.Action == BusEvents.DeadLetter)).Subject.ShouldBe("ace.comms.system.dlq.evt.v1");
        await bob.SendAsync(bob.Message("next") with { Room = "", Channel = "", ToAgent = "alice" });
        await Eventually.HoldsAsync("the next is handed out", () => consumer.Texts.Contains("next"));
    }

    private async Task<IReadOnlyList<Wire.Envelope>> ToldAsync(TestAgent agent, int count)
    {
        await agent.OpenAsync();
        var consumer = new TestConsumer();
        (await agent.AttachAsync(consumer)).Refusal.ShouldBeNull();
        await Eventually.HoldsAsync($"it is told {count} times", () => consumer.Received.Count == count);
        return [.. consumer.Received.Select(static received => Wire.Envelope.Parser.ParseFrom(received.Message.Message.Envelope.Span))];
    }

    private TestAgent Agent() => new(cluster.Outside, cluster.Tenant(), "alice");
}
