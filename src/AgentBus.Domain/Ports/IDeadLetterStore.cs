using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>The messages that reached nobody, per tenant (MSG-10). Queues add theirs through <see cref="IQueueStore"/>. Thread-safe.</summary>
public interface IDeadLetterStore
{
    /// <summary>Adds letters with their evidence in one transaction, for those that died outside a queue; false where the store cannot write.</summary>
    Task<bool> AddAsync(IReadOnlyList<DeadLetter> letters, IReadOnlyList<EvidenceRow> evidence);

    /// <summary>The letters that the filter names, newest first, without their bytes.</summary>
    Task<DeadLetterPage> ListAsync(DeadLetterFilter filter, CancellationToken cancellationToken);

    /// <summary>One letter whole, or null.</summary>
    Task<DeadLetter?> FindAsync(string tenant, long id, CancellationToken cancellationToken);

    /// <summary>Adds a line to a letter's history; false where it is not there or the store cannot write.</summary>
    Task<bool> NoteAsync(string tenant, long id, string line, CancellationToken cancellationToken);

    /// <summary>Removes letters with evidence of it in the same transaction; tells how many there were.</summary>
    Task<int> RemoveAsync(string tenant, IReadOnlyList<long> ids, IReadOnlyList<EvidenceRow> evidence, CancellationToken cancellationToken);
}
