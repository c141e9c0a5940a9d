using System.Collections.Immutable;
using System.Text;
using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Ledger;

/// <summary>Evidence and ledgers for tests.</summary>
internal static class LedgerScene
{
    public const string Tenant = "acme";

    public static DateTimeOffset Noon { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static LedgerEvidence Row(long row, string body = """{"outcome":"delivered","v":1}""") =>
        new(row, "delivered", "alice", "m" + row, Noon.AddSeconds(row), Encoding.UTF8.GetBytes(body));

    public static LedgerUptake Rows(long from, int count) => new([.. Enumerable.Range(0, count).Select(i => Row(from + i))]);

    /// <summary>A ledger of so many entries, its leaf hashes and its tree.</summary>
    public static (List<byte[]> Entries, List<LedgerHash> Hashes, LedgerTree Tree) Ledger(int count)
    {
        var tree = new LedgerTree();
        var append = LedgerUptakeRules.Take(tree, Tenant, 0, Rows(1, count))!;
        var entries = Entries(append.Batch);
        return (entries, entries.ConvertAll(static e => MerkleHash.Leaf(e)), tree);
    }

    public static List<byte[]> Entries(LedgerBatch batch)
    {
        List<byte[]> entries = [];
        var start = 0;
        foreach (var end in batch.Ends)
        {
            entries.Add(batch.Entries[start..end].ToArray());
            start = end;
        }

        return entries;
    }

    /// <summary>Forges a ledger from some entry on: each that follows is chained anew, as one would who holds the database.</summary>
    public static List<byte[]> Forge(List<byte[]> entries, int index, string body)
    {
        var tree = new LedgerTree();
        List<byte[]> forged = [];
        for (var i = 0; i < entries.Count; i++)
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            LedgerEntryWriter.Write(output, Tenant, i, tree.LastLeaf, i == index ? Row(i + 1, body) : Row(i + 1));
            forged.Add(output.WrittenSpan.ToArray());
            tree.Append(MerkleHash.Leaf(output.WrittenSpan));
        }

        return forged;
    }

    public static SignedTreeHead Signed(TreeHead head) => new(Tenant, head, Noon, "");

    public static ImmutableArray<LedgerFault> Verify(
        List<byte[]> entries, List<LedgerHash>? hashes = null, TreeHead? stored = null, params SignedTreeHead[] heads)
    {
        var verifier = new LedgerVerifier(Tenant, heads);
        foreach (var entry in entries)
        {
            verifier.Add(entry, hashes is null ? null : index => index < hashes.Count ? hashes[(int)index] : null);
        }

        return verifier.Finish(stored).Faults;
    }
}
