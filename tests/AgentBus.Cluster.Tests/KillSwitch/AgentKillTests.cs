using System.Text.Json;
using AgentBus.Cluster.Tests.Deliberation;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.KillSwitch;

/// <summary>One call stops an agent, and says what is known to be done (AGT-08, SEC-17).</summary>
public sealed class AgentKillTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private const string Olga = "olga";
    private const string Why = "It went wild.";

    [Fact]
    public async Task What_a_killed_agent_has_open_is_closed_and_a_send_of_it_is_refused()
    {
        var tenant = cluster.Tenant(Settings.WithWork);
        var alice = await cluster.AgentAsync(tenant, "alice");
        var bob = await cluster.AgentAsync(tenant, "bob");
        await alice.RegisterAsync();
        var (inbox, work) = (new TestConsumer(), new TestConsumer());
        (await alice.AttachAsync(inbox)).Refusal.ShouldBeNull();
        (await alice.AttachAsync(work, Settings.Work)).Refusal.ShouldBeNull();
        (await bob.SendAsync(bob.To("alice", "read this"), bob.Message("do this", Settings.Work))).ShouldAllBe(static receipt => receipt.Outcome == Outcome.Delivered);
        await Eventually.HoldsAsync("both are with the agent", () => inbox.Texts.Count == 1 && work.Texts.Count == 1);

        var report = await KillAsync(tenant, "alice");

        report.Steps.ShouldAllBe(static step => step.Confirmed);
        report.IsConfirmed.ShouldBeTrue();
        Count(report, KillAction.Switch).ShouldBe(2);
        Count(report, KillAction.Sessions).ShouldBe(1);
        Step(report, KillAction.Inbox).Count.ShouldBe(1);
        Step(report, KillAction.Leases).Where.ShouldBe($"{Settings.Room}:{Settings.Work}");
        Count(report, KillAction.Probe).ShouldBe(1);
        alice.Endings.Single().Code.ShouldBe(Code.AgentDisabled);
        (await alice.Grain.SendAsync(TestAgent.Request(alice.Token, alice.Message("late")))).IsOk.ShouldBeFalse();
        (await alice.Grain.OpenSessionAsync(alice.Request(), null)).Refusal!.Code.ShouldBe(Code.AgentDisabled);
        cluster.Silo<TestCases>().Orders.ShouldContain(new KillOrder(new KillTarget(tenant, "alice"), Olga, Why));

        var other = new TestConsumer();
        await bob.AttachAsync(other, Settings.Work);
        await Eventually.HoldsAsync("another gets the work", () => other.Texts.SequenceEqual(["do this"]));
        other.Received.Single().Message.Attempt.ShouldBe(work.Received.Single().Message.Attempt);
    }

    [Fact]
    public async Task Messages_of_it_that_wait_for_people_go_nowhere()
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));

        var report = await KillAsync(tenant, "alice");

        report.IsConfirmed.ShouldBeTrue();
        Step(report, KillAction.Cases).Count.ShouldBe(1);
        (await ann.ShowAsync(held)).Summary.State.ShouldBe(CaseState.Cancelled);
    }

    [Fact]
    public async Task What_was_parked_is_there_when_the_agent_is_enabled()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        var bob = await cluster.AgentAsync(tenant, "bob");
        await alice.RegisterAsync();
        (await KillAsync(tenant, "alice")).IsConfirmed.ShouldBeTrue();

        (await bob.SendAsync(bob.To("alice", "when you are back")))[0].Outcome.ShouldBe(Outcome.Delivered);
        (await cluster.Operate(tenant).SetAgentAsync("alice", disabled: false, Olga)).IsOk.ShouldBeTrue();
        await alice.OpenAsync();
        var inbox = new TestConsumer();
        await alice.AttachAsync(inbox);

        await Eventually.HoldsAsync("it is handed out", () => inbox.Texts.SequenceEqual(["when you are back"]));
        (await alice.SendAsync("back")).Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task After_the_answer_nothing_more_of_the_agent_is_stored_however_much_it_sends()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        var reader = await cluster.AgentAsync(tenant, "reader");
        var sending = Enumerable.Range(0, 8).Select(_ => SendUntilStoppedAsync(alice)).ToArray();
        await Eventually.HoldsAsync("it sends", async () => (await reader.ReadAsync(limit: 1)).Value is { Head: > 20 });

        (await KillAsync(tenant, "alice")).IsConfirmed.ShouldBeTrue();

        var head = (await reader.ReadAsync(limit: 1)).Value!.Head;
        await Task.WhenAll(sending);
        (await reader.ReadAsync(limit: 1)).Value!.Head.ShouldBe(head);
    }

    [Fact]
    public async Task The_order_and_what_came_of_it_are_evidence()
    {
        var tenant = cluster.Tenant();
        await cluster.AgentAsync(tenant, "alice");

        await KillAsync(tenant, "alice");

        var rows = cluster.Journal.Evidence.Where(row => row.Tenant == tenant && row.Kind is EvidenceKind.KillOrdered or EvidenceKind.SettingsChanged or EvidenceKind.KillReported).ToArray();
        rows.Select(static row => row.Kind).ShouldBe([EvidenceKind.KillOrdered, EvidenceKind.SettingsChanged, EvidenceKind.KillReported]);
        rows.ShouldAllBe(static row => row.Actor == Olga);
        rows[0].Subject.ShouldBe($"{tenant}/alice");
        JsonDocument.Parse(rows[0].Body).RootElement.GetProperty("reason").GetString().ShouldBe(Why);
        var reported = JsonDocument.Parse(rows[2].Body).RootElement;
        reported.GetProperty("confirmed").GetBoolean().ShouldBeTrue();
        reported.GetProperty("steps").EnumerateArray().Select(static step => step.GetProperty("action").GetString()).ShouldContain("probe");
    }

    [Fact]
    public async Task An_order_that_is_repeated_is_confirmed_again_and_makes_no_revision()
    {
        var tenant = cluster.Tenant();
        await cluster.AgentAsync(tenant, "alice");
        var first = await KillAsync(tenant, "alice");

        var again = await KillAsync(tenant, "alice");

        again.IsConfirmed.ShouldBeTrue();
        again.Revision.ShouldBe(first.Revision);
        Count(again, KillAction.Sessions).ShouldBe(0);
    }

    [Fact]
    public async Task An_agent_that_was_never_seen_is_kept_out()
    {
        var tenant = cluster.Tenant();

        (await KillAsync(tenant, "stranger")).IsConfirmed.ShouldBeTrue();

        var stranger = new TestAgent(cluster.Outside, tenant, "stranger");
        (await stranger.Grain.OpenSessionAsync(stranger.Request(), null)).Refusal!.Code.ShouldBe(Code.AgentDisabled);
        cluster.States.Written.ShouldNotContain(grain => grain.ToString().Contains($"{tenant}/stranger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_does_not_exist_cannot_be_killed()
    {
        (await cluster.Kills("nowhere").KillAsync("", Olga, Why)).Refusal!.Code.ShouldBe(Code.NotFound);
        (await cluster.Kills(cluster.Tenant()).KillAsync("a/b", Olga, Why)).Refusal!.Code.ShouldBe(Code.NotFound);
        (await cluster.Kills("nowhere").EnableAsync(Olga)).Refusal!.Code.ShouldBe(Code.NotFound);
    }

    private async Task<KillReport> KillAsync(string tenant, string agent) => (await cluster.Kills(tenant).KillAsync(agent, Olga, Why)).Value.ShouldNotBeNull();

    private static KillStep Step(KillReport report, KillAction action) => report.Steps.Single(step => step.Action == action);

    private static int Count(KillReport report, KillAction action) => report.Steps.Where(step => step.Action == action).Sum(static step => step.Count);

    private static async Task SendUntilStoppedAsync(TestAgent agent)
    {
        while ((await agent.Grain.SendAsync(TestAgent.Request(agent.Token, agent.Message("more")))) is { IsOk: true, Value.Receipts: [{ Outcome: Outcome.Delivered }] })
        {
            await Task.Yield();
        }
    }
}
