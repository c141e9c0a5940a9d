using System.Collections.Concurrent;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>A store of cases that can be made to fail, and counts.</summary>
internal sealed class CaseTap(ICaseStore real) : ICaseStore
{
    private readonly ConcurrentDictionary<string, int> _loads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _lookUps = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);
    private int _underWay;

    /// <summary>Writes fail.</summary>
    public bool Fails { get; set; }

    /// <summary>Writes of a tenant fail while they bring a case to this state.</summary>
    public (string Tenant, CaseState State)? FailsAt { get; set; }

    /// <summary>Claims fail.</summary>
    public bool ClaimsFail { get; set; }

    /// <summary>The most writes that were under way at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Begins <see cref="MostAtOnce"/> anew.</summary>
    public void CountAnew() => MostAtOnce = 0;

    /// <summary>Cases of a tenant that were loaded, each time that one was.</summary>
    public int LoadsOf(string tenant) => _loads.GetValueOrDefault(tenant);

    /// <summary>How often it was asked what of a case is delivered.</summary>
    public int AskedWhatIsDelivered(string tenant) => _asked.GetValueOrDefault(tenant);

    /// <summary>How often it was asked for the cases of a message.</summary>
    public int LookUpsOf(string tenant) => _lookUps.GetValueOrDefault(tenant);

    public async Task<CaseSaved> SaveAsync(CaseChange change)
    {
        if (Fails || FailsAt == (change.Case.Tenant, change.Case.State))
        {
            return CaseSaved.Unavailable;
        }

        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _underWay));
        var saved = await real.SaveAsync(change);
        Interlocked.Decrement(ref _underWay);
        return saved;
    }

    public Task<StoredCase?> LoadAsync(string tenant, string caseId, CancellationToken cancellationToken)
    {
        _loads.AddOrUpdate(tenant, 1, static (_, before) => before + 1);
        return real.LoadAsync(tenant, caseId, cancellationToken);
    }

    public Task<IReadOnlySet<string>> ReadOpenIdsAsync(string tenant, CancellationToken cancellationToken) => real.ReadOpenIdsAsync(tenant, cancellationToken);

    public Task<IReadOnlySet<string>> ReadDeliveredAsync(string tenant, string caseId, CancellationToken cancellationToken)
    {
        _asked.AddOrUpdate(tenant, 1, static (_, before) => before + 1);
        return real.ReadDeliveredAsync(tenant, caseId, cancellationToken);
    }

    public Task<CaseSaved> ClaimDeliveriesAsync(string tenant, IReadOnlyList<(string CaseId, string Key)> claims) =>
        Fails || ClaimsFail ? Task.FromResult(CaseSaved.Unavailable) : real.ClaimDeliveriesAsync(tenant, claims);

    public Task<IReadOnlyList<DeliberationCase>> LoadOpenAsync(string tenant, CancellationToken cancellationToken) => real.LoadOpenAsync(tenant, cancellationToken);

    public Task<IReadOnlyList<DeliberationCase>> ListAsync(
        string tenant, CaseState? state, string sender, DateTimeOffset? before, int limit, CancellationToken cancellationToken) =>
        real.ListAsync(tenant, state, sender, before, limit, cancellationToken);

    public Task<IReadOnlyList<SignedVote>> LoadVotesAsync(string tenant, string caseId, CancellationToken cancellationToken) =>
        real.LoadVotesAsync(tenant, caseId, cancellationToken);

    public Task<IReadOnlyList<(string Tenant, string CaseId)>> ReadDueAsync(DateTimeOffset now, int skip, int max, CancellationToken cancellationToken) =>
        real.ReadDueAsync(now, skip, max, cancellationToken);

    public Task<IReadOnlyList<string>> ReadEndedAsync(string tenant, DateTimeOffset before, int skip, int max, CancellationToken cancellationToken) =>
        real.ReadEndedAsync(tenant, before, skip, max, cancellationToken);

    public Task<IReadOnlyList<HeldKey>> ReadHeldKeysAsync(AgentKey sender, DateTimeOffset since, int max, CancellationToken cancellationToken) =>
        real.ReadHeldKeysAsync(sender, since, max, cancellationToken);

    public Task<IReadOnlyList<CaseState>> ReadStatesAsync(AgentKey sender, string messageId, CancellationToken cancellationToken)
    {
        _lookUps.AddOrUpdate(sender.Tenant, 1, static (_, before) => before + 1);
        return real.ReadStatesAsync(sender, messageId, cancellationToken);
    }
}
