using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Where ledgers are kept, for the one that appends to them. What completed is durable like a message. Thread-safe.</summary>
public interface ILedgerStore
{
    /// <summary>How far a tenant's ledger is; <see cref="LedgerState.None"/> where there is none yet.</summary>
    Task<LedgerState> LoadAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Appends entries, hashes and the mark of the last evidence in one transaction, if the ledger is as the append expects it.</summary>
    Task<AppendOutcome> AppendAsync(LedgerAppend append);

    /// <summary>Keeps a signed head.</summary>
    Task<AppendOutcome> AppendHeadAsync(SignedTreeHead head);
}
