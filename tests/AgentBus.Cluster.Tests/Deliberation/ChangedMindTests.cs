using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>What changes while a message waits.</summary>
public sealed class ChangedMindTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task Where_rules_were_tightened_people_are_asked_again()
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        using var ben = await Reviewer.OpenAsync(cluster, tenant, "ben");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        await ChangeAsync(tenant, static settings => HeldScene.With(settings, new ReviewRule { Name = "two", Quorum = 2 }));

        var again = await ann.VoteAsync(held, VoteChoice.Approve);

        (again.Summary.State, again.Summary.Round, again.Summary.Rule).ShouldBe((CaseState.Open, 2, "two"));
        (await HeldScene.TextsAsync(alice)).ShouldBeEmpty();
        await ann.VoteAsync(held, VoteChoice.Approve);
        (await ben.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);
    }

    [Fact]
    public async Task Where_rules_were_loosened_it_goes_on()
    {
        var tenant = HeldScene.Tenant(cluster, new ReviewRule { Name = "two", Quorum = 2 });
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        using var ben = await Reviewer.OpenAsync(cluster, tenant, "ben");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        await ChangeAsync(tenant, static settings => HeldScene.With(settings));

        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Open);
        (await ben.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);
    }

    [Fact]
    public async Task What_a_disabled_sender_sent_goes_nowhere()
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        (await cluster.Operate(tenant).SetAgentAsync("alice", disabled: true, "root")).IsOk.ShouldBeTrue();

        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Refused);

        (await HeldScene.LettersAsync(cluster, tenant)).ShouldHaveSingleItem().Code.ShouldBe(Code.AgentDisabled);
    }

    [Fact]
    public async Task What_was_sent_with_a_credential_that_was_revoked_goes_nowhere()
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        (await cluster.Operate(tenant).RevokeCredentialAsync(alice.Principal.CredentialId, "root")).IsOk.ShouldBeTrue();

        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Refused);
    }

    [Fact]
    public async Task The_rule_that_a_policy_names_decides_and_another_that_it_names_meanwhile_asks_again()
    {
        static PolicySettings Demanding(string rule) => new() { Rules = [new DeclaredRule { Name = "payments", Actions = ["pay"], Effect = PolicyEffect.Deliberate, Deliberation = rule }] };
        var legal = new ReviewRule { Name = "legal", MinRisk = 0.9, Roles = ["lead"] };
        var tenant = cluster.Tenant(settings => HeldScene.With(settings, new ReviewRule { Name = "any" }, legal) with { Policies = Demanding("any") });
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, alice.Message("pay 5") with { Action = "pay" });
        var other = await HeldScene.HoldAsync(alice, alice.Message("pay 6") with { Action = "pay" });

        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);
        await ChangeAsync(tenant, static settings => settings with { Policies = Demanding("legal") });
        var asked = await ann.VoteAsync(other, VoteChoice.Approve);

        (asked.Summary.State, asked.Summary.Rule).ShouldBe((CaseState.Open, "legal"));
    }

    [Fact]
    public async Task Who_is_stopped_has_no_case_any_more()
    {
        var tenant = HeldScene.Tenant(cluster);
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await cluster.AgentAsync(tenant, "bob"));
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        string[] held = [await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice)), await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice))];
        var other = await HeldScene.HoldAsync(bob, HeldScene.Deployment(bob));

        var stop = cluster.Silo<ICaseCancellation>();
        var cancelled = await stop.CancelAsync(new KillOrder(new KillTarget(tenant, "alice"), "root", "runaway"), TimeSpan.FromSeconds(10));

        (cancelled.Cancelled, cancelled.Unconfirmed.Length).ShouldBe((2, 0));
        foreach (var id in held)
        {
            (await ann.ShowAsync(id)).Summary.State.ShouldBe(CaseState.Cancelled);
        }

        (await ann.ShowAsync(other)).Summary.State.ShouldBe(CaseState.Open);
        (await stop.CancelAsync(new KillOrder(new KillTarget(tenant, ""), "root", ""), TimeSpan.FromSeconds(10))).Cancelled.ShouldBe(1);
        (await ann.ListAsync()).Open.ShouldBe(0);
    }

    private async Task ChangeAsync(string tenant, Func<TenantSettings, TenantSettings> change)
    {
        var now = (await cluster.Operate(tenant).ShowAsync()).Value.ShouldNotBeNull();
        (await cluster.Operate(tenant).ReplaceAsync(change(now), "root")).Refusal.ShouldBeNull();
    }
}
