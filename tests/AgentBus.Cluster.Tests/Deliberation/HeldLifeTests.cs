using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>What the ledger tells of messages that people decided on, and whom.</summary>
public sealed class HeldLifeTests(LedgerCluster cluster) : IClassFixture<LedgerCluster>
{
    [Theory]
    [InlineData(VoteChoice.Approve, new[] { "held", "vote", "approved", "delivered" }, new[] { "case_opened", "case_decided", "delivered" })]
    [InlineData(VoteChoice.Reject, new[] { "held", "vote", "rejected", "dead_lettered" }, new[] { "case_opened", "case_decided" })]
    public async Task A_held_message_has_a_life_and_a_receipt_for_its_sender_only(VoteChoice choice, string[] life, string[] receipt)
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = await cluster.AgentAsync(tenant, "alice");
        var eve = await cluster.AgentAsync(tenant, "eve");
        var rival = await cluster.AgentAsync(HeldScene.Tenant(cluster), "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var message = HeldScene.Deployment(alice);

        var held = await HeldScene.HoldAsync(alice, message);
        await KindsAsync(alice, message.MessageId, ["case_opened"]);
        await ann.VoteAsync(held, choice);

        await KindsAsync(alice, message.MessageId, receipt);
        await Eventually.HoldsAsync("the life is in the ledger", async () => (await DecisionsAsync(tenant, message.MessageId)).SequenceEqual(life));
        (await DecisionsAsync(rival.Key.Tenant, message.MessageId)).ShouldBeEmpty();
        foreach (var other in (TestAgent[])[eve, rival])
        {
            (await ReceiptAsync(other, message.MessageId)).Refusal!.Code.ShouldBe(Code.NotFound);
        }
    }

    private Task KindsAsync(TestAgent agent, string messageId, string[] kinds) =>
        Eventually.HoldsAsync($"the receipt is {string.Join(", ", kinds)}", async () =>
        {
            var proved = await ReceiptAsync(agent, messageId);
            return proved.IsOk && proved.Value.Entries.Select(static one => LedgerRecord.Read(one.Entry.Json)!.Kind).SequenceEqual(kinds);
        });

    private Task<Result<ProvedEntries>> ReceiptAsync(TestAgent agent, string messageId) =>
        cluster.Outside.GetGrain<IAgentMemory>(agent.Key.GrainKey).ReadReceiptsAsync(new ReceiptRequest(agent.Token, messageId));

    private async Task<string[]> DecisionsAsync(string tenant, string messageId) =>
    [
        .. (await cluster.Silo<IAuditReader>().ReadLifeAsync(tenant, messageId, TestContext.Current.CancellationToken)).Records
            .Select(static record => record.Decision).Where(static decision => decision.Length > 0),
    ];
}
