using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.KillSwitch;

/// <summary>The probe is a message that takes the way of all others, and reaches nobody whatever lets it pass.</summary>
public sealed class SendProbeTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task For_an_agent_that_may_send_it_says_so_and_nothing_is_delivered()
    {
        var tenant = cluster.Tenant(static settings => settings with
        {
            RoutingRules = [new RoutingRule { Name = "all", ToChannel = new ChannelName(Settings.Room, Settings.Channel) }],
        });
        var alice = await cluster.AgentAsync(tenant, "alice");

        var probe = await ProbeAsync(tenant);

        probe.IsStopped.ShouldBeFalse();
        (await alice.ReadAsync()).Value!.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lockdown_does_not_pass_for_the_agent_being_stopped()
    {
        var tenant = cluster.Tenant(static settings => settings with { AllowedInLockdown = [MessageType.GovernanceRequest] });
        await cluster.Operate(tenant).SetStatusAsync(TenantStatus.LockedDown, "olga");

        (await ProbeAsync(tenant)).IsStopped.ShouldBeFalse();
    }

    [Fact]
    public async Task A_disabled_agent_is_refused_and_evidence_counts_that()
    {
        var tenant = cluster.Tenant();
        await cluster.Operate(tenant).SetAgentAsync("alice", disabled: true, "olga");

        (await ProbeAsync(tenant)).ShouldBe(new SendProbe(true, "A send was refused: agent_disabled."));

        await Eventually.HoldsAsync("the refusal is evidence", () => cluster.Journal.Evidence.Any(row => row.Tenant == tenant && row.Subject == "agent_disabled"));
    }

    private Task<SendProbe> ProbeAsync(string tenant) => cluster.Hosted.GetGrain<IAgentStop>(new AgentKey(tenant, "alice").GrainKey).ProbeAsync();
}
