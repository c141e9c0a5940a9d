using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>What was said before a held message, read by the case (decision 0026).</summary>
public sealed class ConversationTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task Who_decides_on_a_case_reads_what_was_said_before_it_and_nothing_since()
    {
        var (tenant, alice, held) = await BeginAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");

        var read = await ReadAsync(ann, held);

        read.Refusal.ShouldBeNull();
        read.Value!.Messages.Select(TestAgent.Text).ShouldBe([.. Enumerable.Range(6, CaseConversation.MaxMessages).Select(static i => $"said {i}")]);
        (read.Value.Next, read.Value.Head).ShouldBe((0, 0));
        (await HeldScene.TextsAsync(alice)).Count.ShouldBe(56);
    }

    [Fact]
    public async Task A_stranger_somebody_who_may_not_vote_and_the_sender_get_nothing_by_the_case()
    {
        var (tenant, alice, held) = await BeginAsync();
        using var gus = await Reviewer.OpenAsync(cluster, tenant, "gus", "human");
        using var eve = await Reviewer.OpenAsync(cluster, HeldScene.Tenant(cluster), "eve", "admin", "reviewer");

        (await ReadAsync(gus, held)).Refusal.ShouldBe(Refusal.NotFound);
        (await ReadAsync(eve, held)).Refusal.ShouldBe(Refusal.NotFound);
        var elsewhere = cluster.Outside.GetGrain<ICaseRecords>(new CaseKey(tenant, held).GrainKey);
        (await elsewhere.ReadConversationAsync(eve.Caller)).Refusal.ShouldBe(Refusal.NotFound);
        (await elsewhere.ReadConversationAsync(new CaseCaller(alice.Key, alice.Token))).Refusal.ShouldBe(CaseRefusals.NotAPerson);
    }

    [Fact]
    public async Task A_case_that_is_over_gives_nothing_any_more()
    {
        var (tenant, _, held) = await BeginAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        (await ReadAsync(ann, held)).IsOk.ShouldBeTrue();

        await ann.VoteAsync(held, VoteChoice.Reject);

        (await ReadAsync(ann, held)).Refusal.ShouldBe(CaseRefusals.Closed);
    }

    private async Task<(string Tenant, TestAgent Alice, string Held)> BeginAsync()
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = await cluster.AgentAsync(tenant, "alice");
        await SayAsync(alice, 1, 25);
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        await SayAsync(alice, 26, 31);
        return (tenant, alice, held);
    }

    private Task<Result<HistoryPage>> ReadAsync(Reviewer reader, string held) =>
        cluster.Outside.GetGrain<ICaseRecords>(new CaseKey(reader.Tenant, held).GrainKey).ReadConversationAsync(reader.Caller);

    private static async Task SayAsync(TestAgent agent, int first, int count) =>
        (await agent.SendAsync([.. Enumerable.Range(first, count).Select(i => agent.Message($"said {i}"))])).ShouldAllBe(static receipt => receipt.Outcome == Outcome.Delivered);
}
