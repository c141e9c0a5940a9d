using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>Silos that go while messages wait (DEL-14).</summary>
public sealed class CaseRestartTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_waits_goes_on_waiting_and_what_was_due_meanwhile_is_done(bool crash)
    {
        var tenant = HeldScene.Tenant(cluster, new ReviewRule { Name = "short", Stages = ["approval"], Deadline = TimeSpan.FromMilliseconds(500) });
        var alice = await cluster.AgentAsync(tenant, "alice");
        var waits = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        var ends = await HeldScene.HoldAsync(alice, alice.Message("soon") with { RequiresApproval = true });

        await cluster.RestartAsync(crash);

        await Eventually.HoldsAsync("what was due is done", async () => (await HeldScene.LettersAsync(cluster, tenant)).Count == 1);
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        (await ann.ListAsync()).Cases.ShouldHaveSingleItem().CaseId.ShouldBe(waits);
        (await ann.ShowAsync(ends)).Summary.State.ShouldBe(CaseState.Expired);
        (await ann.VoteAsync(waits, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);
    }

    [Fact]
    public async Task A_retry_after_a_restart_finds_its_case_though_nothing_holds_it_any_more()
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = await cluster.AgentAsync(tenant, "alice");
        var message = HeldScene.Deployment(alice) with { IdempotencyKey = "k-1" };
        var held = await HeldScene.HoldAsync(alice, message);

        await cluster.RestartAsync(crash: true);
        await alice.OpenAsync();

        (await HeldScene.HoldAsync(alice, message)).ShouldBe(held);
    }
}
