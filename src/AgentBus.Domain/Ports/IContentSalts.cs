using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>
/// The salts under which ledgers name the contents of messages (<see cref="Ledger.ContentCommitment"/>). They lie with the contents and go with them. Thread-safe.
/// </summary>
public interface IContentSalts
{
    /// <summary>The salt of the message at a place; empty: it has none any more, or never had one.</summary>
    Task<ReadOnlyMemory<byte>> FindAsync(string tenant, LedgerPlace place, CancellationToken cancellationToken);
}
