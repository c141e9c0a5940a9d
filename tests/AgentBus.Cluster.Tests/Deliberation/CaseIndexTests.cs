using AgentBus.Cluster.Tests.Support;
using AgentBus.Grains.Deliberation;
using AgentBus.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Cluster.Tests.Deliberation;

public sealed class CaseIndexTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task A_flood_of_one_sender_is_refused_at_its_bound_and_does_not_hide_another()
    {
        var tenant = cluster.Tenant(static settings => HeldScene.With(settings) with { Deliberation = new DeliberationSettings { UnsignedVotes = true, MaxOpenPerSender = 5 } });
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await cluster.AgentAsync(tenant, "bob"));
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var receipts = await alice.SendAsync([.. Enumerable.Range(0, 8).Select(n => HeldScene.Deployment(alice, $"deploy {n}"))]);
        var held = await HeldScene.HoldAsync(bob, HeldScene.Deployment(bob));

        receipts.Count(static receipt => receipt.Outcome == Outcome.Held).ShouldBe(5);
        receipts.Where(static receipt => receipt.Outcome == Outcome.Refused).ShouldAllBe(static receipt => receipt.Code == Code.LimitExceeded);
        var page = await ann.ListAsync();
        page.Open.ShouldBe(6);
        page.Cases.Take(2).Select(static of => of.Sender).ShouldContain("bob");
        page.Groups[page.Cases.First(static of => of.Sender == "alice").Group].ShouldBe(5);

        await ann.VoteAsync(held, VoteChoice.Reject);
        (await ann.ListAsync()).Load["ann"].ShouldBe(1);
        (await ann.ListAsync(CaseState.Rejected)).Cases.ShouldHaveSingleItem().CaseId.ShouldBe(held);
    }

    [Fact]
    public async Task Pages_follow_each_other_and_show_what_the_caller_may_see()
    {
        var tenant = HeldScene.Tenant(cluster);
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await cluster.AgentAsync(tenant, "bob"));
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        using var guest = await Reviewer.OpenAsync(cluster, tenant, "guest", "observer");
        await alice.SendAsync([.. Enumerable.Range(0, 5).Select(n => HeldScene.Deployment(alice, $"deploy {n}"))]);
        await HeldScene.HoldAsync(bob, HeldScene.Deployment(bob));

        List<string> seen = [];
        var after = "";
        do
        {
            var page = await ann.ListAsync(after: after, limit: 4);
            seen.AddRange(page.Cases.Select(static of => of.CaseId));
            after = page.Next;
        }
        while (after.Length > 0);

        seen.Count.ShouldBe(6);
        seen.ShouldBeUnique();
        (await ann.ListAsync(sender: "bob")).Cases.ShouldHaveSingleItem();
        (await guest.ListAsync()).Cases.ShouldBeEmpty();
    }

    /// <summary>A call to the index can be lost, and a case that was announced may never be stored.</summary>
    [Fact]
    public async Task What_is_listed_and_is_not_stored_goes_and_what_is_stored_and_not_listed_comes()
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = await cluster.AgentAsync(tenant, "alice");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        var over = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var open = new OpenCases();
        open.Take((await ann.ShowAsync(over)).Summary);
        await ann.VoteAsync(over, VoteChoice.Reject);
        open.Take(new CaseSummary { CaseId = "never-stored", Sender = "alice", State = CaseState.Open });
        var check = new OpenCasesCheck(tenant, cluster.Cases, open, NullLogger.Instance);

        await check.RunAsync();
        open.Ids.ShouldBe([over, "never-stored"], ignoreOrder: true);
        await check.RunAsync();

        open.Ids.ShouldBe([held]);
        open.CountOf("alice").ShouldBe(1);
    }
}
