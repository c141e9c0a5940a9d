using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>A store of cases that can be made to fail.</summary>
internal sealed class CaseTap(ICaseStore real) : ICaseStore
{
    /// <summary>Writes fail.</summary>
    public bool Fails { get; set; }

    public Task<CaseSaved> SaveAsync(CaseChange change) => Fails ? Task.FromResult(CaseSaved.Unavailable) : real.SaveAsync(change);

    public Task<StoredCase?> LoadAsync(string tenant, string caseId, CancellationToken cancellationToken) => real.LoadAsync(tenant, caseId, cancellationToken);

    public Task<IReadOnlyList<DeliberationCase>> LoadOpenAsync(string tenant, CancellationToken cancellationToken) => real.LoadOpenAsync(tenant, cancellationToken);

    public Task<IReadOnlyList<DeliberationCase>> ListAsync(
        string tenant, CaseState? state, string sender, DateTimeOffset? before, int limit, CancellationToken cancellationToken) =>
        real.ListAsync(tenant, state, sender, before, limit, cancellationToken);

    public Task<IReadOnlyList<SignedVote>> LoadVotesAsync(string tenant, string caseId, CancellationToken cancellationToken) =>
        real.LoadVotesAsync(tenant, caseId, cancellationToken);

    public Task<IReadOnlyList<(string Tenant, string CaseId)>> ReadDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        real.ReadDueAsync(now, max, cancellationToken);

    public Task<IReadOnlyList<HeldKey>> ReadHeldKeysAsync(AgentKey sender, DateTimeOffset since, int max, CancellationToken cancellationToken) =>
        real.ReadHeldKeysAsync(sender, since, max, cancellationToken);
}
