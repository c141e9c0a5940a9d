namespace AgentBus.Domain.Ports;

/// <summary>
/// Finds entries of ledgers by their links (<see cref="Audit.AuditLinks"/>). It holds nothing of its own: it is made from the entries, as far as it
/// is asked to, and can be thrown away. Thread-safe.
/// </summary>
public interface IAuditIndex
{
    /// <summary>How many entries of a ledger it knows, from the first on.</summary>
    Task<long> CountAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Adds the links of the entries from <paramref name="from"/> to before <paramref name="to"/>; nothing happens where it knows another number of entries than <paramref name="from"/>.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    Task AddAsync(string tenant, long from, long to, IReadOnlyList<AuditLink> links);

    /// <summary>
    /// The indexes of the entries under a link from one on, ascending, at most so many. A few may be others: compare what they say.
    /// </summary>
    Task<IReadOnlyList<long>> FindAsync(string tenant, string link, long from, int max, CancellationToken cancellationToken);

    /// <summary>As <see cref="FindAsync"/>, but the last ones.</summary>
    Task<IReadOnlyList<long>> FindLastAsync(string tenant, string link, int max, CancellationToken cancellationToken);
}
