namespace AgentBus.Domain.Ports;

/// <summary>What is kept of held messages as they came. It comes and goes with changes of their cases (<see cref="CaseChange"/>). Thread-safe.</summary>
public interface IRawContentStore
{
    /// <summary>What a case keeps; null: nothing.</summary>
    Task<SealedContent?> ReadAsync(string tenant, string caseId, CancellationToken cancellationToken);

    /// <summary>The tenants of which something is kept.</summary>
    Task<IReadOnlyList<string>> ReadTenantsAsync(CancellationToken cancellationToken);

    /// <summary>The cases of a tenant that keep something: at most so many, behind this one; empty: from the first.</summary>
    Task<IReadOnlyList<string>> ReadIdsAsync(string tenant, string after, int max, CancellationToken cancellationToken);
}
