using System.Text.Json;
using AgentBus.Cluster.Tests.Events;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

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
        await alice.OpenAsync();
        (await alice.Admin.RegisterAsync(alice.Token, DescribedAgents.Version("7", "search"))).ShouldBeNull();
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

    private TestAgent Agent() => new(cluster.Outside, cluster.Tenant(), "alice");
}
