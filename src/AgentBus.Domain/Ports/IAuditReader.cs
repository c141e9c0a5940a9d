using AgentBus.Domain.Audit;
using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Answers questions about a tenant's ledger (AUD-04, AUD-13, MSG-18). Who may ask is decided before. Thread-safe.</summary>
public interface IAuditReader
{
    /// <summary>Entries that a filter wants, a page at a time.</summary>
    Task<AuditPage> QueryAsync(string tenant, AuditFilter filter, AuditRange range, CancellationToken cancellationToken);

    /// <summary>One entry; null: there is none.</summary>
    Task<AuditRecord?> FindAsync(string tenant, long index, CancellationToken cancellationToken);

    /// <summary>The decisions on a message, in order, the latest ones where there are many; empty: there are none yet.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="agent">Those only that concern this agent, however many others have used the id; empty: all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<AuditRecord>> ReadDecisionsAsync(string tenant, string messageId, string agent, CancellationToken cancellationToken);

    /// <summary>The decisions on a message among the entries from one on, in order: for what was sent just now.</summary>
    Task<IReadOnlyList<AuditRecord>> ReadNewDecisionsAsync(string tenant, string messageId, long from, CancellationToken cancellationToken);

    /// <summary>The decisions on a message and what became of it, in order; empty: there are none yet.</summary>
    Task<AuditPage> ReadLifeAsync(string tenant, string messageId, CancellationToken cancellationToken);

    /// <summary>What led to a message, what it led to, and what they brought along; null: there is no such message.</summary>
    Task<AuditLineage?> ReadLineageAsync(string tenant, string messageId, CancellationToken cancellationToken);

    /// <summary>The decisions on the messages under a link, in order: a conversation's, an artifact's.</summary>
    Task<AuditPage> ReadLinkedAsync(string tenant, string link, AuditRange range, CancellationToken cancellationToken);

    /// <summary>Entries proved against a signed head that covers them all; null: there is no such head yet.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<ProvedEntries?> ProveAsync(string tenant, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken);
}
