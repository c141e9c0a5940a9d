using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Policies;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.KillSwitch;
using AgentBus.Grains.Policies;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Tenants;

/// <summary>
/// One tenant: its settings and their revisions, and the silos that go by them. Settings that an operator changed take the place of the
/// declared ones for good. A tenant that is neither stored nor declared does not exist, and nothing is stored for it.
/// </summary>
[GrainType("tenant")]
internal sealed partial class TenantGrain(
    [PersistentState("tenant", "agentbus")] IPersistentState<TenantState> state,
    [PersistentState("tenantpolicies", "agentbus")] IPersistentState<TenantPoliciesState> bundles,
    ITenantDeclarations declarations,
    IJournal journal,
    IBusEvents events,
    ICaseCancellation cases,
    TimeProvider time,
    IOptions<BusOptions> options,
    ILogger<TenantGrain> logger) : Grain, ITenantGrain, ITenantAdmin, ITenantKillSwitch, ITenantReviewers, ITenantPolicies, IDisposable
{
    private readonly EvidenceBuffer _buffer = new();
    private readonly BusOptions _options = options.Value;
    private readonly long _activated = time.GetTimestamp();
    private TenantRevisions _revisions = null!;
    private LiveSilos _silos = null!;
    private KillProcedure _kills = null!;
    private ReviewerDesk _reviewers = null!;
    private PolicyDesk _policies = null!;
    private TenantCounts _counts = new(0, 0, 0);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _silos = new LiveSilos(time, _options.TenantUnreachable, _options.ChangeConfirmation, logger);
        var tenant = TenantKey.Parse(this.GetPrimaryKeyString());
        var evidence = new EvidenceWriter(journal, logger);
        _revisions = new TenantRevisions(state, declarations.Find(tenant), _buffer, evidence, events, time, logger);
        _kills = new KillProcedure(tenant, _revisions, _silos, OutlastTrustAsync, cases, GrainFactory, evidence, _buffer, time, _options, logger);
        _reviewers = new ReviewerDesk(() => _revisions.Current, ChangeAsync, GrainFactory, journal, _buffer, time);
        _policies = new PolicyDesk(new BundleShelf(tenant, bundles, _buffer, evidence, time, logger), () => _revisions.Current, ChangeAsync);
        await _revisions.RecoverAsync();
    }

    public void Dispose() => _buffer.Dispose();

    public Task<Result<TenantLease>> RenewAsync(string silo, long knownRevision, ITenantObserver observer, bool spends)
    {
        if (_revisions.Current is not { } current)
        {
            DeactivateOnIdle();
            return Task.FromResult<Result<TenantLease>>(Refusal.NotFound);
        }

        _silos.Renew(silo, observer, spends);
        var settings = current.Revision == knownRevision ? null : current;
        return Task.FromResult<Result<TenantLease>>(new TenantLease(current.Revision, settings, _silos.Share));
    }

    public Task ReportAsync(long admitted, long refused, long violations)
    {
        _counts = new TenantCounts(_counts.Admitted + admitted, _counts.Refused + refused, _counts.Violations + violations);
        return Task.CompletedTask;
    }

    public async Task<Result<ChangeApplied>> ReplaceAsync(TenantSettings settings, string operatorId) =>
        BundleRules.MayReplace(_revisions.Current?.Policies, settings.Policies) is { } refusal ? refusal : await ChangeAsync(_ => settings, operatorId);

    public Task<Result<ChangeApplied>> SetStatusAsync(TenantStatus status, string operatorId) =>
        ChangeAsync(current => current with { Status = status }, operatorId);

    public async Task<Result<ChangeApplied>> SetAgentAsync(string agent, bool disabled, string operatorId)
    {
        if (_revisions.Current is not { } known || !AgentKey.TryCreate(known.Tenant.Tenant, agent, out var key))
        {
            return Refusal.NotFound;
        }

        var applied = await ChangeAsync(
            current => current with { DisabledAgents = disabled ? current.DisabledAgents.Add(agent) : current.DisabledAgents.Remove(agent) }, operatorId);
        if (applied.IsOk && disabled)
        {
            await EndSessionsAsync(key);
        }

        return applied;
    }

    public Task<Result<ChangeApplied>> RevokeCredentialAsync(string credentialId, string operatorId) =>
        ChangeAsync(current => current with { RevokedCredentials = current.RevokedCredentials.Add(credentialId) }, operatorId);

    public async Task<Result<KillReport>> KillAsync(string agent, string operatorId, string reason) =>
        _revisions.Current is { } known && (agent.Length == 0 || IdGrammar.IsValid(agent))
            ? await _kills.RunAsync(new KillOrder(new KillTarget(known.Tenant.Tenant, agent), operatorId, reason))
            : Refusal.NotFound;

    public Task<Result<ChangeApplied>> EnableAsync(string operatorId) => ChangeAsync(current => current with { IsStopped = false }, operatorId);

    public Task<Result<TenantSettings>> ShowAsync() => Task.FromResult<Result<TenantSettings>>(_revisions.Current is { } current ? current : Refusal.NotFound);

    public Task<Result<TenantCounts>> CountsAsync() => Task.FromResult<Result<TenantCounts>>(_revisions.Current is null ? Refusal.NotFound : _counts);

    public Task<Result<ReviewerKeyList>> KeysAsync(CaseCaller caller) => _reviewers.KeysAsync(caller);

    public Task<Result<ReviewerKey>> RegisterAsync(CaseCaller caller, string publicKey, string bootstrapToken) => _reviewers.RegisterAsync(caller, publicKey, bootstrapToken);

    public Task<Result<ReviewerKey>> ConfirmAsync(CaseCaller caller, string keyId) => _reviewers.ConfirmAsync(caller, keyId);

    public Task<Result<ReviewerKey>> RevokeAsync(CaseCaller caller, string keyId) => _reviewers.RevokeAsync(caller, keyId);

    public Task<Result<BootstrapToken>> BootstrapAsync(string operatorId) => _reviewers.BootstrapAsync(operatorId);

    public Task<Result<PolicyBundleRecord>> PushAsync(ReadOnlyMemory<byte> archive, string operatorId) => _policies.PushAsync(archive, operatorId);

    public Task<Result<ChangeApplied>> CanaryAsync(string revision, int percent, string operatorId) => _policies.CanaryAsync(revision, percent, operatorId);

    public Task<Result<ChangeApplied>> ActivateAsync(string revision, string operatorId) => _policies.ActivateAsync(revision, operatorId);

    public Task<Result<ChangeApplied>> RollbackAsync(string operatorId) => _policies.RollbackAsync(operatorId);

    public Task<Result<PolicyStatus>> StatusAsync() => Task.FromResult(_policies.Status());

    public Task<Result<PolicyBundleText>> GetAsync(string revision) => Task.FromResult(_policies.Get(revision));

    private async Task<Result<ChangeApplied>> ChangeAsync(Func<TenantSettings, TenantSettings> change, string operatorId)
    {
        if (await _revisions.ChangeAsync(change, operatorId) is { } refusal)
        {
            if (_revisions.Current is null)
            {
                DeactivateOnIdle();
            }

            return refusal;
        }

        var applied = _revisions.Current!;
        var unconfirmed = await _silos.TellAsync(applied);
        await OutlastTrustAsync();
        return new ChangeApplied(applied.Revision, unconfirmed);
    }

    /// <summary>
    /// Silos that an earlier activation knew are not known here until they renew. Once the time is over for which they trust what they
    /// have, each has the change or decides nothing.
    /// </summary>
    private Task OutlastTrustAsync()
    {
        var left = _options.TenantTrust - time.GetElapsedTime(_activated);
        return left > TimeSpan.Zero ? Task.Delay(left, time) : Task.CompletedTask;
    }

    private async Task EndSessionsAsync(AgentKey agent)
    {
        try
        {
            await GrainFactory.GetGrain<IAgentStop>(agent.GrainKey).StopAsync(AccessRefusals.Disabled, TimeSpan.Zero).WaitAsync(_options.ChangeConfirmation, time);
        }
        catch (Exception fault)
        {
            // Every silo has the revision, so the sessions end at their next call at the latest.
            LogNotEnded(logger, fault, agent.GrainKey);
        }
    }

    [LoggerMessage(EventId = 2204, Level = LogLevel.Warning, Message = "The sessions of the disabled agent {Agent} could not be ended at once; they end at their next call.")]
    private static partial void LogNotEnded(ILogger logger, Exception fault, string agent);
}
