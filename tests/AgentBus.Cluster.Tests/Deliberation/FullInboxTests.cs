using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Deliberation;

public sealed class FullInboxTests(OverflowCluster cluster) : IClassFixture<OverflowCluster>
{
    private const int Room = 80;

    /// <summary>The queue would make a dead letter of it, and the case would try again: it would be both, or several.</summary>
    [Fact]
    public async Task What_people_approved_waits_for_room_and_does_not_become_a_dead_letter_of_the_queue()
    {
        var tenant = HeldScene.Tenant(cluster);
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await cluster.AgentAsync(tenant, "bob"));
        await bob.RegisterAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, alice.To("bob", "deploy") with { Action = HoldingStage.Action });
        (await cluster.PostAsync(bob.Key, alice.Key, [.. Enumerable.Range(1, 20).Select(n => Letters.Of(alice.Key, $"{n}"))])).Refusal.ShouldBeNull();
        (await cluster.PostAsync(bob.Key, alice.Key, [.. Enumerable.Range(21, 60).Select(n => Letters.Of(alice.Key, $"{n}"))])).Refusal.ShouldBeNull();

        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivering);
        (await HeldScene.LettersAsync(cluster, tenant)).ShouldBeEmpty();
        var consumer = new TestConsumer();
        await Eventually.HoldsAsync("it is attached", async () => (await bob.AttachAsync(consumer, window: 10)).IsOk);
        for (var settled = 0; settled < Room + 1;)
        {
            await Eventually.HoldsAsync("more is handed out", () => consumer.Received.Count > settled);
            var more = consumer.Received.Skip(settled).ToArray();
            (await bob.SettleAsync(more)).ShouldBeNull();
            settled += more.Length;
        }

        await HeldScene.StandsAsync(ann, held, CaseState.Delivered);
        (await HeldScene.LettersAsync(cluster, tenant)).ShouldBeEmpty();
        consumer.Received.Count.ShouldBe(Room + 1);
    }
}
