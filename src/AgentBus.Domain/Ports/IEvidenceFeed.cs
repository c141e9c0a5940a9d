namespace AgentBus.Domain.Ports;

/// <summary>All evidence of a data directory in commit order, for the one that takes it to the ledgers. Thread-safe.</summary>
public interface IEvidenceFeed
{
    /// <summary>Where reading begins after a start: every row up to here is in its ledger.</summary>
    Task<long> LoadMarkAsync(CancellationToken cancellationToken);

    /// <summary>Raises the mark; it may stay behind, since ledgers know what they have.</summary>
    Task SaveMarkAsync(long through);

    /// <summary>Rows behind a row, at most so many; empty: there are none.</summary>
    Task<EvidenceSlice> ReadAsync(long after, int maxRows, CancellationToken cancellationToken);
}
