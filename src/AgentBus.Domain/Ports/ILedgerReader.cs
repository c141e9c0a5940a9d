using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>What can be asked of ledgers without the one that appends to them. Reads see what is committed and never wait for writes. Thread-safe.</summary>
public interface ILedgerReader
{
    /// <summary>The tenants that have a ledger, in ordinal order.</summary>
    Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellationToken);

    /// <summary>The head of now; null: the tenant has no ledger.</summary>
    Task<TreeHead?> FindHeadAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Entries from an index on, at most so many and about so many bytes, at least one; empty behind the last.</summary>
    Task<IReadOnlyList<LedgerEntry>> ReadAsync(string tenant, long first, int maxEntries, int maxBytes, CancellationToken cancellationToken);

    /// <summary>
    /// The entries about a subject (a message's id finds its life) from an index on, ascending, at most so many of the latest. The time that it takes grows with the
    /// entries from there on: for the youngest, which no index has yet.
    /// </summary>
    Task<IReadOnlyList<LedgerEntry>> FindAsync(string tenant, string subject, long from, int max, CancellationToken cancellationToken);

    /// <summary>An index before which no entry is as young as the time: where to begin to read.</summary>
    Task<long> SeekAsync(string tenant, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Stored hashes of leaves from an index on, at most so many.</summary>
    Task<IReadOnlyList<LedgerHash>> ReadLeafHashesAsync(string tenant, long first, int max, CancellationToken cancellationToken);

    /// <summary>Proves that an entry is in the ledger of a size; null: there is no such entry, or not that many.</summary>
    Task<InclusionProof?> ProveInclusionAsync(string tenant, long index, long size, CancellationToken cancellationToken);

    /// <summary>Proves that the ledger of the second size begins with that of the first; null: there are not that many entries.</summary>
    Task<ConsistencyProof?> ProveConsistencyAsync(string tenant, long first, long second, CancellationToken cancellationToken);

    /// <summary>The root at an earlier size, from the stored hashes; null: there are not that many entries.</summary>
    Task<LedgerHash?> FindRootAsync(string tenant, long size, CancellationToken cancellationToken);

    /// <summary>Signed heads of a size or larger, ascending, at most so many.</summary>
    Task<IReadOnlyList<SignedTreeHead>> ReadHeadsAsync(string tenant, long fromSize, int max, CancellationToken cancellationToken);

    /// <summary>The latest signed head; null: there is none.</summary>
    Task<SignedTreeHead?> FindLatestHeadAsync(string tenant, CancellationToken cancellationToken);
}
