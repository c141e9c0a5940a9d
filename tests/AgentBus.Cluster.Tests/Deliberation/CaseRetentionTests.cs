using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>What time takes of a case that is over, and what it leaves.</summary>
public sealed class CaseRetentionTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_that_is_over_gives_up_what_people_said_and_keeps_what_prevents_a_second_delivery()
    {
        var tenant = Tenant(TimeSpan.FromTicks(1));
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var message = HeldScene.Deployment(alice);
        var held = await HeldScene.HoldAsync(alice, message);
        (await RetireAsync(tenant, held)).ShouldBeFalse("it is open");
        (await ann.ShowAsync(held)).Reasons.ShouldNotBeEmpty();
        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);
        var evidence = cluster.Journal.Evidence.Count(row => row.Tenant == tenant);

        await Eventually.HoldsAsync("its sender was told, and it is retired", async () => await RetireAsync(tenant, held));

        var shown = await ann.ShowAsync(held);
        (shown.Summary.State, shown.Summary.MessageId, shown.Reasons.Length, shown.Votes.Length).ShouldBe((CaseState.Delivered, message.MessageId, 0, 0));
        shown.History.ShouldHaveSingleItem().What.ShouldBe("retire");
        (await cluster.Cases.LoadVotesAsync(tenant, held, Cancel)).ShouldBeEmpty();
        (await cluster.Cases.ReadDeliveredAsync(tenant, held, Cancel)).ShouldBe([message.EffectiveIdempotencyKey]);
        cluster.Journal.Evidence.Count(row => row.Tenant == tenant).ShouldBe(evidence);
        (await alice.SendAsync(message))[0].Duplicate.ShouldBeTrue();
        (await RetireAsync(tenant, held)).ShouldBeTrue("nothing is left to take");
        (await HeldScene.TextsAsync(alice)).ShouldBe(["deploy 4.2"]);
    }

    [Fact]
    public async Task Where_the_tenant_says_nothing_it_is_kept_for_ever()
    {
        var tenant = Tenant(keep: null);
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        await ann.VoteAsync(held, VoteChoice.Reject);

        (await RetireAsync(tenant, held)).ShouldBeFalse();

        (await ann.ShowAsync(held)).Votes.ShouldHaveSingleItem();
    }

    private Task<bool> RetireAsync(string tenant, string caseId) => cluster.Hosted.GetGrain<ICaseWork>(new CaseKey(tenant, caseId).GrainKey).RetireAsync();

    private string Tenant(TimeSpan? keep) => cluster.Tenant(settings =>
    {
        var with = HeldScene.With(settings);
        return with with { Deliberation = with.Review with { KeepClosed = keep } };
    });
}
