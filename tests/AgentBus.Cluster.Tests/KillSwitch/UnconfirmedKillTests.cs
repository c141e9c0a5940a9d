using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.KillSwitch;

/// <summary>What is not known to be done is named, and then the answer is no success; everything else is done all the same.</summary>
public sealed class UnconfirmedKillTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private const string Olga = "olga";

    [Fact]
    public async Task A_silo_that_does_not_answer_is_named()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        var mute = new MuteSilo();
        var observer = cluster.Hosted.CreateObjectReference<ITenantObserver>(mute);
        await cluster.Hosted.GetGrain<ITenantGrain>(new TenantKey(tenant).GrainKey).RenewAsync("mute", knownRevision: 1, observer, spends: false);

        var report = await KillAsync(tenant, "alice");

        report.IsConfirmed.ShouldBeFalse();
        report.Unconfirmed.ShouldAllBe(static step => step.Where == "mute" && step.Says == "It did not answer in time.");
        report.Unconfirmed.Select(static step => step.Action).ShouldBe([KillAction.Switch, KillAction.Sockets, KillAction.Sessions]);
        mute.Told.ShouldBe(2);
        alice.Endings.Count.ShouldBe(1);
        report.Steps.ShouldContain(static step => step.Action == KillAction.Probe && step.Confirmed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_holds_a_session_and_does_not_answer_is_named(bool wholeTenant)
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        alice.IsMute = true;

        var report = await KillAsync(tenant, wholeTenant ? "" : "alice");
        alice.IsMute = false;

        report.IsConfirmed.ShouldBeFalse();
        report.Unconfirmed.ShouldAllBe(static step => step.Action == KillAction.Sessions && step.Says.EndsWith("Who holds a session has not confirmed that it ended."));
        report.Unconfirmed.Sum(static step => step.Count).ShouldBe(1);
        (await alice.Grain.SendAsync(TestAgent.Request(alice.Token, alice.Message("late")))).IsOk.ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_that_waits_for_a_policy_is_named_and_goes_nowhere_afterwards()
    {
        var gate = new TaskCompletionSource<string>();
        cluster.Silo<TestPolicyEngine>().Answer("killed", _ => gate.Task);
        var tenant = cluster.Tenant(static settings => settings with { Policies = new PolicySettings { OpaPath = "killed" } });
        var alice = await cluster.AgentAsync(tenant, "alice");
        var sent = alice.SendAsync("on its way");
        await Eventually.HoldsAsync("the policy is asked", () => cluster.Silo<TestPolicyEngine>().Asked("killed") == 1);

        var report = await KillAsync(tenant, "alice");
        gate.SetResult("""{"result": true}""");

        report.IsConfirmed.ShouldBeFalse();
        report.Unconfirmed.ShouldAllBe(static step => step.Action == KillAction.Sessions && step.Says.EndsWith("A message that was sent before is still on its way."));
        (await sent).Code.ShouldBe(Code.AgentDisabled);
    }

    [Fact]
    public async Task Cases_that_are_not_cancelled_are_named()
    {
        var tenant = cluster.Tenant();
        cluster.Silo<TestCases>().Answer(tenant, static () => Task.FromResult(new CasesCancelled(3, ["case-7", "case-9"])));

        var report = await KillAsync(tenant, "alice");

        report.Unconfirmed.ShouldHaveSingleItem().ShouldBe(new KillStep(KillAction.Cases, "cases", false, 3, "case-7 case-9"));
    }

    [Fact]
    public async Task A_store_of_cases_that_fails_keeps_nothing_else_from_being_done()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        cluster.Silo<TestCases>().Answer(tenant, static () => throw new IOException("The disk is full."));

        var report = await KillAsync(tenant, "alice");

        report.Unconfirmed.ShouldHaveSingleItem().Action.ShouldBe(KillAction.Cases);
        alice.Endings.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_evidence_the_target_is_stopped_and_that_it_is_missing_is_said()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        cluster.Journal.FailEvidence(tenant);

        var report = await KillAsync(tenant, "alice");

        report.Unconfirmed.ShouldHaveSingleItem().ShouldBe(new KillStep(KillAction.Evidence, "journal", false, 1, "Not all of the evidence could be written."));
        alice.Endings.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_switch_that_cannot_be_stored_shows_in_the_probe_and_sessions_end_all_the_same()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        await cluster.Operate(tenant).ShowAsync();
        cluster.States.FailAfter(writes: 0);

        var report = await KillAsync(tenant, "alice");

        report.Unconfirmed.Select(static step => step.Action).ShouldBe([KillAction.Switch, KillAction.Probe]);
        alice.Endings.Count.ShouldBe(1);
        (await KillAsync(tenant, "alice")).IsConfirmed.ShouldBeTrue();
    }

    private async Task<KillReport> KillAsync(string tenant, string agent) => (await cluster.Kills(tenant).KillAsync(agent, Olga, "A drill.")).Value.ShouldNotBeNull();
}
