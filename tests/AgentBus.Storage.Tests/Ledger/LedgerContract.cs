using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Ledger;

/// <summary>What every store of ledgers promises.</summary>
public abstract class LedgerContract : JournalContract
{
    private const string Tenant = "acme";

    private ILedgerReader Reads => Store.LedgerReads;

    [Fact]
    public async Task Evidence_of_messages_and_of_all_else_becomes_entries_in_commit_order_by_tenant()
    {
        var head = await OpenChannelAsync();
        await Journal.AppendAsync(Samples.Append(head, 1, Samples.Messages(1, 2)));
        await Journal.AppendEvidenceAsync([Uptake.Row("reg-1"), Uptake.Row("reg-2", "rival"), Uptake.Row("reg-3")]);
        await Journal.AppendAsync(Samples.Append(head, 3, Samples.Message("m3")));

        (await Uptake.TakeAllAsync(Store, slice: 2)).ShouldBe(AppendOutcome.Committed);

        var records = await RecordsAsync(Tenant);
        records.Select(static r => (r.Index, r.Kind, r.Subject)).ShouldBe(
            [(0, "delivered", "m1"), (1, "delivered", "m2"), (2, "registered", "reg-1"), (3, "registered", "reg-3"), (4, "delivered", "m3")]);
        records[4].Place.ShouldBe(new LedgerPlace("ops", "alerts", new Position(head.Epoch, 3)));
        records[4].Actor.ShouldBe(Samples.Sender.Agent);
        records[4].At.ShouldBe(Samples.Noon);
        (await RecordsAsync("rival")).ShouldHaveSingleItem().Subject.ShouldBe("reg-2");
        (await Reads.ListTenantsAsync(Cancel)).ShouldBe([Tenant, "rival"]);
        (await Uptake.VerifyAsync(Reads, Tenant)).ShouldSatisfyAllConditions(static r => r.Faults.ShouldBeEmpty(), static r => r.Head.Size.ShouldBe(5));
    }

    [Fact]
    public async Task What_a_message_said_can_be_shown_with_its_salt_and_with_nothing_else()
    {
        var head = await OpenChannelAsync();
        await Journal.AppendAsync(Samples.Append(head, 1, Samples.Message("m1"), Samples.Message("m2")));
        await Uptake.TakeAllAsync(Store);

        var records = await RecordsAsync(Tenant);

        records.Select(static r => r.Content).ShouldAllBe(static content => content != null);
        records[0].Content.ShouldNotBe(records[1].Content);
        Convert.ToHexStringLower(SHA256.HashData("m1"u8)).ShouldNotBeOneOf(records[0].Content.ToString());
        (await Journal.FindDeliveredKeyAsync(Samples.Sender, "m1", DateTimeOffset.UnixEpoch, Cancel))!.BodyDigest.ToArray().ShouldBe(SHA256.HashData("m1"u8));
    }

    [Fact]
    public async Task The_same_evidence_handed_twice_or_from_an_older_mark_is_taken_once()
    {
        await Journal.AppendEvidenceAsync([.. Enumerable.Range(0, 300).Select(static i => Uptake.Row($"s{i}"))]);
        await Uptake.TakeAllAsync(Store, slice: 100);
        await Uptake.TakeAllAsync(Store, slice: 70, after: 0);
        await Journal.AppendEvidenceAsync([Uptake.Row("last")]);
        await Store.ReopenAsync();
        await Uptake.TakeAllAsync(Store, slice: 1000, after: 0);

        (await RecordsAsync(Tenant)).Select(static r => r.Subject).ShouldBe([.. Enumerable.Range(0, 300).Select(static i => $"s{i}"), "last"]);
        (await Uptake.VerifyAsync(Reads, Tenant)).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_that_append_to_the_same_ledger_do_not_both_succeed()
    {
        await Journal.AppendEvidenceAsync([Uptake.Row("a"), Uptake.Row("b")]);
        var slice = (await Store.Evidence.ReadAsync(0, 10, Cancel)).Tenants[0].Uptake;
        var (one, other) = (new LedgerTree(), new LedgerTree());
        var (first, second) = (LedgerUptakeRules.Take(one, Tenant, 0, slice)!, LedgerUptakeRules.Take(other, Tenant, 0, slice)!);

        (await Store.Ledgers.AppendAsync(first)).ShouldBe(AppendOutcome.Committed);
        (await Store.Ledgers.AppendAsync(second)).ShouldBe(AppendOutcome.Fenced);

        await Journal.AppendEvidenceAsync([Uptake.Row("c")]);
        slice = (await Store.Evidence.ReadAsync(0, 10, Cancel)).Tenants[0].Uptake;
        var next = LedgerUptakeRules.Take(one, Tenant, first.TakenThrough, slice)!;
        (await Store.Ledgers.AppendAsync(next with { Before = next.Before with { Root = default } })).ShouldBe(AppendOutcome.Fenced);
        (await Store.Ledgers.AppendAsync(next with { Before = next.Before with { Size = 7 } })).ShouldBe(AppendOutcome.Fenced);
        (await Store.Ledgers.AppendAsync(next)).ShouldBe(AppendOutcome.Committed);
        (await RecordsAsync(Tenant)).Select(static r => r.Subject).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task Proofs_hold_for_every_size_that_the_ledger_had()
    {
        var heads = new List<TreeHead>();
        for (var i = 0; i < 12; i++)
        {
            await Journal.AppendEvidenceAsync([.. Enumerable.Range(0, 50 + i).Select(j => Uptake.Row($"s{i}-{j}"))]);
            await Uptake.TakeAllAsync(Store);
            heads.Add((await Reads.FindHeadAsync(Tenant, Cancel))!);
        }

        var hashes = await Reads.ReadLeafHashesAsync(Tenant, 0, int.MaxValue, Cancel);
        hashes.Count.ShouldBe((int)heads[^1].Size);
        (await Reads.ReadLeafHashesAsync(Tenant, 300, 20, Cancel)).ShouldBe(hashes.Skip(300).Take(20));
        foreach (var head in heads)
        {
            (await Reads.FindRootAsync(Tenant, head.Size, Cancel)).ShouldBe(head.Root);
            MerkleProofs.IsConsistent((await Reads.ProveConsistencyAsync(Tenant, head.Size, heads[^1].Size, Cancel))!, head.Root, heads[^1].Root).ShouldBeTrue();
            for (var index = 0L; index < head.Size; index += 61)
            {
                var entry = (await Reads.ReadAsync(Tenant, index, 1, 0, Cancel)).ShouldHaveSingleItem();
                entry.Index.ShouldBe(index);
                MerkleProofs.IsIncluded(MerkleHash.Leaf(entry.Json.Span), (await Reads.ProveInclusionAsync(Tenant, index, head.Size, Cancel))!, head.Root).ShouldBeTrue();
            }
        }

        (await Reads.ProveInclusionAsync(Tenant, heads[^1].Size, heads[^1].Size, Cancel)).ShouldBeNull();
        (await Reads.ProveInclusionAsync(Tenant, 0, heads[^1].Size + 1, Cancel)).ShouldBeNull();
        (await Reads.ProveInclusionAsync("nobody", 0, 1, Cancel)).ShouldBeNull();
        (await Reads.ProveConsistencyAsync(Tenant, 2, 1, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Entries_are_found_by_what_they_are_about_and_by_time()
    {
        for (var i = 0; i < 10; i++)
        {
            await Journal.AppendEvidenceAsync(
                [Uptake.Row($"s{i}") with { At = Samples.Noon.AddMinutes(i) }, Uptake.Row("often") with { At = Samples.Noon.AddMinutes(i) }]);
            await Uptake.TakeAllAsync(Store);
        }

        (await Reads.FindAsync(Tenant, "s4", 0, 10, Cancel)).ShouldHaveSingleItem().Index.ShouldBe(8);
        (await Reads.FindAsync(Tenant, "often", 0, 3, Cancel)).Select(static e => e.Index).ShouldBe([15, 17, 19]);
        (await Reads.FindAsync(Tenant, "often", 16, 3, Cancel)).Select(static e => e.Index).ShouldBe([17, 19]);
        (await Reads.FindAsync(Tenant, "often", 20, 3, Cancel)).ShouldBeEmpty();
        (await Reads.FindAsync(Tenant, "never", 0, 3, Cancel)).ShouldBeEmpty();
        (await Reads.SeekAsync(Tenant, Samples.Noon.AddMinutes(4), Cancel)).ShouldBe(8);
        (await Reads.SeekAsync(Tenant, Samples.Noon.AddDays(1), Cancel)).ShouldBe(20);
        (await Reads.ReadAsync(Tenant, 18, 100, 1 << 20, Cancel)).Count.ShouldBe(2);
        (await Reads.ReadAsync(Tenant, 20, 100, 1 << 20, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Signed_heads_are_kept()
    {
        await Journal.AppendEvidenceAsync([Uptake.Row("a")]);
        await Uptake.TakeAllAsync(Store);
        (await Reads.FindLatestHeadAsync(Tenant, Cancel)).ShouldBeNull();
        SignedTreeHead[] heads = [Signed(1), Signed(5), Signed(9)];

        foreach (var head in heads.Append(heads[1]))
        {
            (await Store.Ledgers.AppendHeadAsync(head)).ShouldBe(AppendOutcome.Committed);
        }

        await Store.ReopenAsync();
        (await Reads.ReadHeadsAsync(Tenant, 2, 10, Cancel)).ShouldBe(heads[1..]);
        (await Reads.FindLatestHeadAsync(Tenant, Cancel)).ShouldBe(heads[2]);
        (await Store.Ledgers.LoadAsync(Tenant, Cancel)).Signed.ShouldBe(heads[2]);

        static SignedTreeHead Signed(long size) => new(Tenant, new TreeHead(size, MerkleHash.Leaf(BitConverter.GetBytes(size))), Samples.Noon, $"note {size}\n");
    }

    [Fact]
    public async Task Readers_see_a_whole_ledger_at_every_moment_while_it_grows()
    {
        await Journal.AppendEvidenceAsync([Uptake.Row("first")]);
        await Uptake.TakeAllAsync(Store);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => ReadUntilAsync(stop.Token)).ToArray();
        for (var i = 0; i < 60; i++)
        {
            await Journal.AppendEvidenceAsync([.. Enumerable.Range(0, 40).Select(j => Uptake.Row($"{i}-{j}"))]);
            await Uptake.TakeAllAsync(Store);
        }

        await stop.CancelAsync();

        (await Task.WhenAll(readers)).ShouldAllBe(static proofs => proofs > 0);
        (await Uptake.VerifyAsync(Reads, Tenant)).ShouldSatisfyAllConditions(static r => r.Faults.ShouldBeEmpty(), static r => r.Head.Size.ShouldBe(2401));
    }

    private async Task<int> ReadUntilAsync(CancellationToken stop)
    {
        var proofs = 0;
        do
        {
            var head = (await Reads.FindHeadAsync(Tenant, Cancel))!;
            var entry = (await Reads.ReadAsync(Tenant, head.Size - 1, 1, 0, Cancel)).ShouldHaveSingleItem();
            var proof = (await Reads.ProveInclusionAsync(Tenant, entry.Index, head.Size, Cancel))!;
            MerkleProofs.IsIncluded(MerkleHash.Leaf(entry.Json.Span), proof, head.Root).ShouldBeTrue();
            proofs++;
        }
        while (!stop.IsCancellationRequested);
        return proofs;
    }

    private async Task<List<LedgerRecord>> RecordsAsync(string tenant)
    {
        List<LedgerRecord> records = [];
        while (await Reads.ReadAsync(tenant, records.Count, 7, 1 << 20, Cancel) is { Count: > 0 } entries)
        {
            records.AddRange(entries.Select(static e => LedgerRecord.Read(e.Json) ?? throw new InvalidOperationException(Encoding.UTF8.GetString(e.Json.Span))));
        }

        return records;
    }
}
