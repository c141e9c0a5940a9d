using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Canonical;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Ledger;

public sealed class LedgerTests(LedgerCluster cluster) : IClassFixture<LedgerCluster>
{
    private const int Flood = 100_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ILedgerReader Reads => cluster.Silo<ILedgerReader>();

    [Fact]
    public async Task What_an_agent_does_becomes_entries_in_order_and_a_signed_head_proves_them()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var receipts = await agent.SendAsync([.. Enumerable.Range(0, 5).Select(i => agent.Message($"{i}"))]);
        var tenant = agent.Key.Tenant;

        var delivered = await DeliveredAsync(tenant, receipts.Length);
        delivered.Select(static r => r.Subject).ShouldBe(receipts.Select(static r => r.MessageId));
        delivered.Select(static r => r.Place!.Position).ShouldBe(receipts.Select(static r => r.Position));
        delivered.ShouldAllBe(static r => r.Content != null && r.Actor == "alice");
        var status = await Ledger(tenant).SignAsync();

        status.Fault.ShouldBeEmpty();
        status.Signed!.Head.ShouldBe(status.Head);
        cluster.Silo<ITreeHeadSigner>().Verify(tenant, status.Signed.Note)!.Head.ShouldBe(status.Head);
        var entry = (await Reads.FindAsync(tenant, receipts[2].MessageId, 0, 1, Cancel)).ShouldHaveSingleItem();
        var proof = await Reads.ProveInclusionAsync(tenant, entry.Index, status.Head.Size, Cancel);
        MerkleProofs.IsIncluded(MerkleHash.Leaf(entry.Json.Span), proof!, status.Head.Root).ShouldBeTrue();
        await Eventually.HoldsAsync("the head is outside", () => File.Exists(Path.Combine(cluster.Heads, tenant + ".checkpoints")));
        await Eventually.HoldsAsync("the key is in the ledger", async () => (await RecordsAsync(tenant)).Any(static r => r.Kind == "ledger_key_changed"));
    }

    [Fact]
    public async Task A_ledger_that_another_one_appended_to_goes_on_behind_it_without_losing_a_row()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var tenant = agent.Key.Tenant;
        var first = (await agent.SendAsync("first")).MessageId;
        await DeliveredAsync(tenant, 1);

        // As a second activation would, with evidence that is not handed over yet.
        var store = cluster.Silo<ILedgerStore>();
        var outcome = AppendOutcome.Fenced;
        while (outcome != AppendOutcome.Committed)
        {
            var state = await store.LoadAsync(tenant, Cancel);
            var stolen = new LedgerUptake([new LedgerEvidence(state.TakenThrough, "registered", "other", "stolen", DateTimeOffset.UnixEpoch, "{}"u8.ToArray())]);
            outcome = await store.AppendAsync(LedgerUptakeRules.Take(new LedgerTree(state), tenant, state.TakenThrough - 1, stolen)!);
        }

        var second = (await agent.SendAsync("second")).MessageId;

        (await DeliveredAsync(tenant, 2)).Select(static r => r.Subject).ShouldBe([first, second]);
        (await RecordsAsync(tenant)).Count(static r => r.Subject == "stolen").ShouldBe(1);
        await VerifyAsync(tenant);
        (await Ledger(tenant).StatusAsync()).Fault.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_bus_writes_itself_is_copied_into_the_ledger_as_it_is()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        await agent.SendAsync([.. Enumerable.Range(0, 5).Select(i => agent.Message($"{i}"))]);
        await DeliveredAsync(agent.Key.Tenant, 5);

        var slice = await cluster.Silo<IEvidenceFeed>().ReadAsync(0, int.MaxValue, Cancel);

        slice.Tenants.SelectMany(static one => one.Uptake.Rows)
            .Where(static row => !CanonicalScan.IsCanonical(row.Body.Span))
            .Select(static row => System.Text.Encoding.UTF8.GetString(row.Body.Span))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_flood_of_refused_messages_makes_few_entries()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "mallory");
        for (var sent = 0; sent < Flood; sent += 1_000)
        {
            var receipts = await agent.SendAsync([.. Enumerable.Range(0, 1_000).Select(i => agent.Message($"{i}") with { ConstitutionalHash = "" })]);
            receipts.ShouldAllBe(static receipt => receipt.Outcome == Outcome.Refused);
        }

        await Eventually.HoldsAsync("all are counted", async () => (await RefusedAsync(agent.Key.Tenant)).Sum(static r => r.Body.GetProperty("count").GetInt64()) == Flood);

        (await RefusedAsync(agent.Key.Tenant)).Count.ShouldBeLessThan(Flood / 100);
    }

    private async Task<List<LedgerRecord>> RefusedAsync(string tenant) => (await RecordsAsync(tenant)).FindAll(static r => r.Kind == "refused");

    private ILedgerGrain Ledger(string tenant) => cluster.Hosted.GetGrain<ILedgerGrain>(new TenantKey(tenant).LedgerKey);

    private async Task<List<LedgerRecord>> DeliveredAsync(string tenant, int count)
    {
        List<LedgerRecord> delivered = [];
        await Eventually.HoldsAsync(
            "all are entries",
            async () => (delivered = (await RecordsAsync(tenant)).FindAll(static r => r.Kind == "delivered" && !r.Actor.StartsWith("sys-", StringComparison.Ordinal))).Count >= count);
        return delivered;
    }

    private Task<List<LedgerRecord>> RecordsAsync(string tenant) => LedgerWalk.RecordsAsync(Reads, tenant);

    private async Task VerifyAsync(string tenant) => (await LedgerWalk.VerifyAsync(Reads, tenant)).Faults.ShouldBeEmpty();
}
