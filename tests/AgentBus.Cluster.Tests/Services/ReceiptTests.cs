using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Services;

/// <summary>Provable receipts through the facade.</summary>
public sealed class ReceiptTests(LedgerCluster cluster) : IClassFixture<LedgerCluster>
{
    [Fact]
    public async Task Who_sent_a_message_gets_its_decision_proved_and_another_agent_gets_none()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "ann");
        await service.RegisterAsync(tenant, "eve");
        var sent = await service.SendMessageAsync(ServiceBus.Event("ann", "done"));

        ProvedEntries? proved = null;
        await Eventually.HoldsAsync("the decision is in the ledger, under a signed head", async () =>
        {
            try
            {
                proved = await service.ReadReceiptAsync("ann", sent.Receipt.MessageId);
                return true;
            }
            catch (MessageRoutingError error) when (error.Code == Code.NotFound)
            {
                return false;
            }
        });

        var entry = proved!.Entries.ShouldHaveSingleItem();
        cluster.Silo<ITreeHeadSigner>().Verify(tenant, proved.Head.Note)!.Head.ShouldBe(proved.Head.Head);
        MerkleProofs.IsIncluded(MerkleHash.Leaf(entry.Entry.Json.Span), entry.Proof, proved.Head.Head.Root).ShouldBeTrue();
        LedgerRecord.Read(entry.Entry.Json)!.Subject.ShouldBe(sent.Receipt.MessageId);
        (await Should.ThrowAsync<MessageRoutingError>(() => service.ReadReceiptAsync("eve", sent.Receipt.MessageId))).Code.ShouldBe(Code.NotFound);
        await Should.ThrowAsync<AgentNotRegisteredError>(() => service.ReadReceiptAsync("nobody", sent.Receipt.MessageId));
    }
}
