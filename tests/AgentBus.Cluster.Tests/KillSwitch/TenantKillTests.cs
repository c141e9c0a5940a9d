using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.KillSwitch;

/// <summary>One call stops a whole tenant (POL-15).</summary>
public sealed class TenantKillTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private const string Olga = "olga";

    [Fact]
    public async Task All_agents_of_a_killed_tenant_are_out_and_those_of_others_go_on()
    {
        var tenant = cluster.Tenant(static settings => Settings.WithWork(settings) with { AllowedInLockdown = [MessageType.GovernanceRequest] });
        var other = await cluster.AgentAsync(cluster.Tenant(), "zoe");
        var alice = await cluster.AgentAsync(tenant, "alice");
        var bob = await cluster.AgentAsync(tenant, "bob");
        var work = new TestConsumer();
        await bob.AttachAsync(work, Settings.Work);
        await alice.SendAsync(alice.Message("do this", Settings.Work));
        await Eventually.HoldsAsync("the work is with an agent", () => work.Texts.Count == 1);

        var report = (await cluster.Kills(tenant).KillAsync("", Olga, "A breach.")).Value.ShouldNotBeNull();

        report.Steps.ShouldAllBe(static step => step.Confirmed);
        report.IsConfirmed.ShouldBeTrue();
        report.Steps.Where(static step => step.Action == KillAction.Sessions).Sum(static step => step.Count).ShouldBe(2);
        report.Steps.Single(static step => step.Action == KillAction.Probe).Count.ShouldBe(3);
        foreach (var agent in new[] { alice, bob })
        {
            agent.Endings.Single().Code.ShouldBe(Code.LockedDown);
            (await agent.Grain.OpenSessionAsync(agent.Request(), null)).Refusal!.Code.ShouldBe(Code.LockedDown);
        }

        other.Endings.ShouldBeEmpty();
        (await other.SendAsync("hello")).Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task Its_agents_come_back_when_it_is_enabled_and_a_lockdown_of_before_still_holds()
    {
        var tenant = cluster.Tenant(static settings => settings with { AllowedInLockdown = [MessageType.GovernanceRequest] });
        var alice = await cluster.AgentAsync(tenant, "alice");
        await cluster.Operate(tenant).SetStatusAsync(TenantStatus.LockedDown, Olga);
        (await cluster.Kills(tenant).KillAsync("", Olga, "A breach.")).Value.ShouldNotBeNull().IsConfirmed.ShouldBeTrue();
        await cluster.Operate(tenant).SetStatusAsync(TenantStatus.LockedDown, Olga);

        (await cluster.Kills(tenant).EnableAsync(Olga)).Value.ShouldNotBeNull().Unconfirmed.ShouldBeEmpty();

        await alice.OpenAsync();
        (await alice.SendAsync("stopped")).Code.ShouldBe(Code.LockedDown);
        (await alice.SendAsync(alice.Message("listed") with { Type = MessageType.GovernanceRequest }))[0].Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task A_tenant_that_nobody_uses_is_stopped_too()
    {
        var tenant = cluster.Tenant();

        (await cluster.Kills(tenant).KillAsync("", Olga, "Just in case.")).Value.ShouldNotBeNull().IsConfirmed.ShouldBeTrue();

        var alice = new TestAgent(cluster.Outside, tenant, "alice");
        (await alice.Grain.OpenSessionAsync(alice.Request(), null)).Refusal!.Code.ShouldBe(Code.LockedDown);
    }
}
