using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Tests.Audit;

/// <summary>A ledger of one tenant in a list, appended to by the rules of the product.</summary>
internal sealed class ListedLedger : ILedgerReader
{
    private readonly LedgerTree _tree = new();
    private readonly List<LedgerEntry> _entries = [];
    private readonly List<LedgerRecord> _records = [];
    private long _row;

    public SignedTreeHead? Signed { get; set; }

    public int Reads { get; private set; }

    /// <summary>Entries that were gone through in looking for a subject.</summary>
    public long LookedThrough { get; private set; }

    /// <summary>What happens before the head is told.</summary>
    public Action? BeforeHead { get; set; }

    public TreeHead Head => _tree.Head;

    public void Add(params ReadOnlySpan<LedgerEvidence> evidence)
    {
        foreach (var row in evidence)
        {
            var append = LedgerUptakeRules.Take(_tree, "acme", _row, new LedgerUptake([row with { Row = ++_row }]))!;
            _entries.Add(new LedgerEntry(_entries.Count, append.Batch.Entries));
            _records.Add(LedgerRecord.Read(append.Batch.Entries)!);
        }
    }

    public Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(["acme"]);

    public Task<TreeHead?> FindHeadAsync(string tenant, CancellationToken cancellationToken)
    {
        BeforeHead?.Invoke();
        return Task.FromResult(tenant == "acme" ? Head : null);
    }

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string tenant, long first, int maxEntries, int maxBytes, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult<IReadOnlyList<LedgerEntry>>(tenant == "acme" ? [.. _entries.Skip((int)first).Take(maxEntries)] : []);
    }

    public Task<IReadOnlyList<LedgerEntry>> FindAsync(string tenant, string subject, long from, int max, CancellationToken cancellationToken)
    {
        LookedThrough += Math.Max(0, _entries.Count - from);
        return Task.FromResult<IReadOnlyList<LedgerEntry>>([.. _entries.Where((_, i) => i >= from && tenant == "acme" && _records[i].Subject == subject).TakeLast(max)]);
    }

    public Task<long> SeekAsync(string tenant, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var at = _records.FindIndex(record => record.At >= since);
        return Task.FromResult((long)(at < 0 ? _records.Count : at));
    }

    public Task<IReadOnlyList<LedgerHash>> ReadLeafHashesAsync(string tenant, long first, int max, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LedgerHash>>([.. _entries.Skip((int)first).Take(max).Select(static entry => MerkleHash.Leaf(entry.Json.Span))]);

    public Task<InclusionProof?> ProveInclusionAsync(string tenant, long index, long size, CancellationToken cancellationToken) =>
        Task.FromResult(index < size && size <= _entries.Count ? MerkleProver.Inclusion(new Nodes(this), index, size) : null);

    public Task<ConsistencyProof?> ProveConsistencyAsync(string tenant, long first, long second, CancellationToken cancellationToken) =>
        Task.FromResult<ConsistencyProof?>(MerkleProver.Consistency(new Nodes(this), first, second));

    public Task<LedgerHash?> FindRootAsync(string tenant, long size, CancellationToken cancellationToken) =>
        Task.FromResult<LedgerHash?>(MerkleProver.Root(new Nodes(this), size));

    public Task<IReadOnlyList<SignedTreeHead>> ReadHeadsAsync(string tenant, long fromSize, int max, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SignedTreeHead>>(Signed is null ? [] : [Signed]);

    public Task<SignedTreeHead?> FindLatestHeadAsync(string tenant, CancellationToken cancellationToken) => Task.FromResult(Signed);

    /// <summary>Complete nodes, made anew for each question.</summary>
    private sealed class Nodes(ListedLedger ledger) : IMerkleNodes
    {
        public LedgerHash Node(int level, long index) => level == 0
            ? MerkleHash.Leaf(ledger._entries[(int)index].Json.Span)
            : MerkleHash.Node(Node(level - 1, index * 2), Node(level - 1, (index * 2) + 1));
    }
}
