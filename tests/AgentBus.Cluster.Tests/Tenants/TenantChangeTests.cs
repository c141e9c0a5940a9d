using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Tenants;

public sealed class TenantChangeTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private const string Operator = "olga";

    [Fact]
    public async Task A_revoked_credential_ends_its_sessions()
    {
        var tenant = cluster.Tenant();
        var revoked = await cluster.AgentAsync(tenant, "alice");
        var other = await cluster.AgentAsync(tenant, "bob");

        var applied = await cluster.Operate(tenant).RevokeCredentialAsync(revoked.Principal.CredentialId, Operator);

        applied.Value.ShouldNotBeNull().Unconfirmed.ShouldBeEmpty();
        (await revoked.Grain.SendAsync(TestAgent.Request(revoked.Token, revoked.Message("late")))).Refusal!.Code.ShouldBe(Code.SessionExpired);
        await Eventually.HoldsAsync("the socket is told", () => revoked.Endings.Count == 1);
        (await revoked.Grain.OpenSessionAsync(revoked.Request(), null)).Refusal!.Code.ShouldBe(Code.Unauthenticated);
        (await other.SendAsync("hello")).Outcome.ShouldBe(Outcome.Delivered);
        other.Endings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disabled_agent_is_out_until_it_is_enabled()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");

        (await cluster.Operate(tenant).SetAgentAsync("alice", disabled: true, Operator)).IsOk.ShouldBeTrue();

        (await agent.Grain.SendAsync(TestAgent.Request(agent.Token, agent.Message("late")))).IsOk.ShouldBeFalse();
        await Eventually.HoldsAsync("the socket is told", () => agent.Endings.Count == 1);
        agent.Endings.Single().Code.ShouldBe(Code.AgentDisabled);
        (await agent.Grain.OpenSessionAsync(agent.Request(), null)).Refusal!.Code.ShouldBe(Code.AgentDisabled);

        (await cluster.Operate(tenant).SetAgentAsync("alice", disabled: false, Operator)).IsOk.ShouldBeTrue();
        await agent.OpenAsync();
        (await agent.SendAsync("back")).Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task A_lockdown_stops_what_is_not_listed()
    {
        var tenant = cluster.Tenant(settings => settings with { AllowedInLockdown = [MessageType.GovernanceRequest] });
        var agent = await cluster.AgentAsync(tenant, "alice");

        (await cluster.Operate(tenant).SetStatusAsync(TenantStatus.LockedDown, Operator)).Value!.Revision.ShouldBe(2);

        (await agent.SendAsync("stopped")).Code.ShouldBe(Code.LockedDown);
        (await agent.SendAsync(agent.Message("listed") with { Type = MessageType.GovernanceRequest }))[0].Outcome.ShouldBe(Outcome.Delivered);
        (await agent.SubscribeAsync()).Refusal!.Code.ShouldBe(Code.LockedDown);

        await cluster.Operate(tenant).SetStatusAsync(TenantStatus.Active, Operator);
        (await agent.SendAsync("flows")).Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task Settings_that_were_read_before_another_change_are_refused()
    {
        var tenant = cluster.Tenant();
        var read = (await cluster.Operate(tenant).ShowAsync()).Value!;
        await cluster.Operate(tenant).SetStatusAsync(TenantStatus.LockedDown, Operator);

        (await cluster.Operate(tenant).ReplaceAsync(read with { MaxMemberships = 9 }, Operator)).Refusal!.Code.ShouldBe(Code.RevisionConflict);

        var now = (await cluster.Operate(tenant).ShowAsync()).Value!;
        (await cluster.Operate(tenant).ReplaceAsync(now with { MaxMemberships = 9 }, Operator)).Value!.Revision.ShouldBe(3);
        (await cluster.Operate(tenant).ShowAsync()).Value!.MaxMemberships.ShouldBe(9);
    }

    [Fact]
    public async Task A_change_holds_for_the_next_message()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        await agent.SendAsync("before");
        var settings = (await cluster.Operate(tenant).ShowAsync()).Value!;

        (await cluster.Operate(tenant).ReplaceAsync(settings with { Rooms = [] }, Operator)).IsOk.ShouldBeTrue();

        (await agent.SendAsync("after")).Code.ShouldBe(Code.NotFound);
    }

    [Fact]
    public async Task Without_evidence_there_is_no_change()
    {
        var tenant = cluster.Tenant();
        cluster.Journal.FailEvidence(tenant);

        (await cluster.Operate(tenant).SetStatusAsync(TenantStatus.LockedDown, Operator)).Refusal!.Code.ShouldBe(Code.StorageUnavailable);

        (await cluster.Operate(tenant).ShowAsync()).Value!.Revision.ShouldBe(1);
        (await cluster.Operate(tenant).SetStatusAsync(TenantStatus.LockedDown, Operator)).Value!.Revision.ShouldBe(2);
    }

    [Fact]
    public async Task A_change_whose_evidence_is_there_is_completed_before_the_next_one()
    {
        var tenant = cluster.Tenant();
        await cluster.Operate(tenant).ShowAsync();
        cluster.States.FailAfter(writes: 1);

        (await cluster.Operate(tenant).SetStatusAsync(TenantStatus.LockedDown, Operator)).Refusal!.Code.ShouldBe(Code.StorageUnavailable);

        (await cluster.Operate(tenant).RevokeCredentialAsync("stolen", Operator)).Value!.Revision.ShouldBe(3);
        var settings = (await cluster.Operate(tenant).ShowAsync()).Value!;
        settings.Status.ShouldBe(TenantStatus.LockedDown);
        settings.RevokedCredentials.ShouldContain("stolen");
        cluster.Journal.Evidence
            .Where(row => row.Tenant == tenant && row.Kind == EvidenceKind.SettingsChanged)
            .Select(row => row.Subject).Distinct()
            .ShouldBe([$"{tenant}/settings#2", $"{tenant}/settings#3"]);
    }

    [Fact]
    public async Task An_agent_sends_no_faster_than_its_quota()
    {
        var tenant = cluster.Tenant(settings => settings with { Quota = new QuotaSettings(0.001, 3, 0, 0) });
        var agent = await cluster.AgentAsync(tenant, "alice");

        var receipts = await agent.SendAsync([.. Enumerable.Range(0, 5).Select(i => agent.Message($"{i}"))]);

        receipts.Select(receipt => receipt.Code).ShouldBe([Code.None, Code.None, Code.None, Code.RateLimited, Code.RateLimited]);
        receipts[4].RetryAfter.ShouldBeGreaterThan(TimeSpan.Zero);
        await Eventually.HoldsAsync(
            "evidence counts the refusals",
            () => cluster.Journal.Evidence.Any(row => row.Tenant == tenant && row.Kind == EvidenceKind.Refused && row.Subject == "rate_limited"));
    }

    [Fact]
    public async Task The_agents_of_a_tenant_share_its_quota()
    {
        var tenant = cluster.Tenant(settings => settings with { Quota = new QuotaSettings(0, 0, 0.001, 4) });
        var alice = await cluster.AgentAsync(tenant, "alice");
        var bob = await cluster.AgentAsync(tenant, "bob");

        var sent = new List<Receipt>();
        for (var i = 0; i < 3; i++)
        {
            sent.Add(await alice.SendAsync($"{i}"));
            sent.Add(await bob.SendAsync($"{i}"));
        }

        sent.Count(receipt => receipt.Code == Code.None).ShouldBe(4);
        sent.Count(receipt => receipt.Code == Code.RateLimited).ShouldBe(2);
    }

    [Fact]
    public async Task A_tenant_counts_what_its_agents_send()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        await agent.SendAsync(agent.Message("1"), agent.Message("2"), agent.Message("3") with { ConstitutionalHash = "" });

        await Eventually.HoldsAsync(
            "the counts arrive", async () => (await cluster.Operate(tenant).CountsAsync()).Value is { Admitted: 2, Refused: 1, Violations: 0 });
    }

    [Fact]
    public async Task A_tenant_whose_settings_cannot_be_had_lets_nobody_in()
    {
        var agent = new TestAgent(cluster.Outside, DeclaredTenants.Broken, "alice");

        (await agent.Grain.OpenSessionAsync(agent.Request(), null)).Refusal!.Code.ShouldBe(Code.PolicyUnavailable);
    }

    [Fact]
    public async Task A_silo_that_does_not_confirm_is_named_and_shares_the_quota()
    {
        var tenant = cluster.Tenant();
        await cluster.AgentAsync(tenant, "alice");
        var mute = new MuteSilo();
        var grain = cluster.Hosted.GetGrain<ITenantGrain>(new TenantKey(tenant).GrainKey);

        var observer = cluster.Hosted.CreateObjectReference<ITenantObserver>(mute);
        var lease = await grain.RenewAsync("mute", knownRevision: 1, observer, spends: true);
        var applied = await cluster.Operate(tenant).SetStatusAsync(TenantStatus.LockedDown, Operator);

        lease.Value.ShouldBe(new TenantLease(1, null, 0.5));
        applied.Value!.Unconfirmed.ShouldBe(["mute"]);
        mute.Told.ShouldBe(2);
    }
}
