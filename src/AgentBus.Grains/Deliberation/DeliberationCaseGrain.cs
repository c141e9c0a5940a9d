using AgentBus.Contracts;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Events;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Ledger;
using AgentBus.Grains.Policies;
using AgentBus.Grains.Telemetry;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Deliberation;

/// <summary>One case. Calls come one after the other, and its clock rings between them, so each sees what the one before stored.</summary>
[GrainType("deliberationcase")]
internal sealed class DeliberationCaseGrain(
    ICaseStore store,
    IRawContentStore rawContents,
    IRawContentSeal seal,
    AdmissionPipeline pipeline,
    PolicyQuestions questions,
    TenantSnapshots tenants,
    IMembershipStore memberships,
    IJournal journal,
    IEnvelopeCodec codec,
    BusVoice voice,
    LedgerProofs proofs,
    CaseMeter meter,
    TimeProvider time,
    IOptions<BusOptions> options,
    ILogger<DeliberationCaseGrain> logger) : Grain, IDeliberationCase, ICaseRecords, ICaseWork, IDisposable
{
    private static readonly Refusal Conflict = new(Code.IdempotencyConflict, "The idempotency key was used for another message; use a new key.");
    private static readonly Refusal NoDigest = new(Code.MessageInvalid, "The content has no canonical form (RFC 8785), so that no approval could be bound to it.");

    private readonly EvidenceBuffer _buffer = new();
    private CaseKey _key;
    private CaseFile _file = null!;
    private CaseNotices _notices = null!;
    private CaseProgress _progress = null!;
    private CaseApproval _approval = null!;
    private RawContentVault _vault = null!;
    private CaseLooks _looks = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = CaseKey.Parse(this.GetPrimaryKeyString());
        _file = new CaseFile(_key, store, _buffer, time);
        _notices = new CaseNotices(_key.Tenant, GrainFactory, tenants, voice, meter, time, logger);
        var admission = new CaseAdmission(pipeline, questions, tenants, memberships, codec, time, options.Value);
        _vault = new RawContentVault(rawContents, seal, codec, logger);
        var delivery = new CaseDelivery(admission, _vault, store, journal, codec, GrainFactory, _buffer, time);
        _progress = new CaseProgress(_file, delivery, _notices, new CaseClock(this, RingAsync, time), DeactivateOnIdle, time, logger);
        _approval = new CaseApproval(_file, _progress, tenants, DeactivateOnIdle, time);
        _looks = new CaseLooks(_file, _progress, _vault, tenants, journal, _buffer, time);
        return _file.LoadAsync(cancellationToken);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _notices.SettledAsync().WaitAsync(cancellationToken);

    public void Dispose() => _buffer.Dispose();

    public async Task<Result<CaseOpened>> OpenAsync(ParkRequest request)
    {
        if (_file.Case is { } known)
        {
            return known.Action.BodySha256 == Convert.ToHexStringLower(request.Envelope.BodyDigest.Span) ? new CaseOpened(_key.CaseId) : Conflict;
        }

        var tenant = await tenants.GetAsync(_key.Tenant);
        if (!tenant.IsOk)
        {
            return tenant.Refusal;
        }

        if (HeldActions.Of(request, codec.ReadAction(request.Envelope.Encoded.Span)) is not { } action)
        {
            return NoDigest;
        }

        var review = tenant.Value.Settings.Review;
        var (opened, raw) = _vault.Keep(CaseRules.Open(_key.Tenant, _key.CaseId, action, review, time.GetUtcNow()), request.Received, review);
        if (await _notices.AnnounceAsync(opened.Case, review) is { } full)
        {
            DeactivateOnIdle();
            return full;
        }

        var parcel = new CaseParcel(request.Envelope.Encoded, codec.EncodeStamp(request.Stamp));
        if (await _progress.SaveAsync(opened, parcel, raw: raw) is { } refusal)
        {
            await _notices.WithdrawAsync(_key.CaseId);
            DeactivateOnIdle();
            return refusal;
        }

        return new CaseOpened(_key.CaseId);
    }

    public async Task<Result<CaseView>> ShowAsync(CaseCaller caller)
    {
        var entered = await EnterAsync(caller);
        var tenant = await tenants.GetAsync(_key.Tenant);
        return !entered.IsOk ? entered.Refusal : !tenant.IsOk ? tenant.Refusal : View(entered.Value, tenant.Value.Settings.Review);
    }

    public async Task<Result<ProvedEntries>> ReadReceiptAsync(CaseCaller caller)
    {
        var entered = await IdentifyAsync(caller);
        return entered.IsOk ? await CaseReceipts.ReadAsync(proofs, _file.Case!) : entered.Refusal;
    }

    public async Task<Result<HistoryPage>> ReadConversationAsync(CaseCaller caller)
    {
        var entered = await IdentifyAsync(caller);
        var tenant = await tenants.GetAsync(_key.Tenant);
        return !entered.IsOk ? entered.Refusal : !tenant.IsOk ? tenant.Refusal
            : await CaseConversations.ReadAsync(GrainFactory, _file.Case!, entered.Value, tenant.Value.Snapshot, time.GetUtcNow());
    }

    public async Task<Result<RawContent>> LookAsync(CaseCaller caller, string reason)
    {
        var entered = await EnterAsync(caller);
        return entered.IsOk ? await _looks.LookAsync(entered.Value, reason) : entered.Refusal;
    }

    public Task<Result<CaseView>> VoteAsync(CaseCaller caller, VoteBallot ballot) => DoAsync(caller, (of, voter, settings, now) =>
        ballot.Reason.Length > CaseRules.MaxText ? CaseRefusals.TooLong
        : Voter.Check(of, voter, out _) is { } stranger ? stranger
        : VoteSignature.Check(of, voter, ballot, settings, now, out var text) is { } unsigned ? unsigned
        : CaseRules.Vote(of, voter, ballot, text, settings, now));

    public Task<Result<CaseView>> CommentAsync(CaseCaller caller, string text) =>
        DoAsync(caller, (of, by, _, now) => CaseRules.Comment(of, by, text, now));

    public Task<Result<CaseView>> EscalateAsync(CaseCaller caller, string reason) =>
        DoAsync(caller, (of, by, _, now) => CaseRules.Escalate(of, by, reason, now));

    public Task<Result<CaseView>> CancelAsync(CaseCaller caller, string reason) => DoAsync(caller, (of, by, settings, now) =>
        of.Action.Sender.Agent == by.Agent ? CaseRules.Cancel(of, by.Agent.Agent, reason, now)
        : Voter.Check(of, by, out _) is null ? CaseRules.Cancel(of, by.Person, reason, now)
        : CaseRefusals.NotYours);

    // What is in memory and could not be finished has its own time of the next attempt.
    public async Task<bool> WakeAsync()
    {
        await _looks.ForgetAsync();
        return !_progress.IsRetrying && await RingAsync();
    }

    private async Task<bool> RingAsync()
    {
        if (_file.Case is null || _file.IsLost)
        {
            DeactivateOnIdle();
            return _file.Case is null;
        }

        await _progress.AdvanceAsync();
        return await _progress.FinishAsync();
    }

    public async Task<bool> RetireAsync()
    {
        var tenant = await tenants.GetAsync(_key.Tenant);
        var retired = _file.Case is { } of && tenant.IsOk ? CaseRetention.Retire(of, tenant.Value.Settings.Review, time.GetUtcNow()) : null;
        var isStored = retired is not null && await _file.SaveRetiredAsync(retired) is null;

        // It was read for this alone, or is out of date.
        DeactivateOnIdle();
        return isStored || _file.Case is null or { IsRetired: true };
    }

    public async Task<Refusal?> StopAsync(string by, string reason)
    {
        await _progress.AdvanceAsync();
        return _file.Case is not { } of || CaseLifecycle.IsFinal(of.State) ? null
            : CaseRules.Cancel(of, by, reason, time.GetUtcNow()) is { IsOk: true, Value: var step } ? await _progress.SaveAndFinishAsync(step)
            : CaseRefusals.Closed;
    }

    public Task<Refusal?> ReserveAsync(ApprovalClaim claim) => _approval.ReserveAsync(claim);

    public Task SettleAsync(ApprovalClaim claim, bool isDelivered) => _approval.SettleAsync(claim, isDelivered);

    /// <summary>Lets a caller in who may know of the case, after time caught up.</summary>
    private async Task<Result<Principal>> EnterAsync(CaseCaller caller)
    {
        await _progress.AdvanceAsync();
        return await IdentifyAsync(caller);
    }

    private async Task<Result<Principal>> IdentifyAsync(CaseCaller caller)
    {
        if (_file.Case is null || caller.Agent.Tenant != _key.Tenant)
        {
            DeactivateOnIdle();
            return Refusal.NotFound;
        }

        var principal = await GrainFactory.GetGrain<IAgentIdentity>(caller.Agent.GrainKey).IdentifyAsync(caller.Session);
        return !principal.IsOk ? principal.Refusal : CaseViews.MaySee(CaseViews.Summary(_file.Case), _key.Tenant, principal.Value) ? principal : Refusal.NotFound;
    }

    private async Task<Result<CaseView>> DoAsync(CaseCaller caller, Func<DeliberationCase, Principal, DeliberationSettings, DateTimeOffset, Result<CaseStep>> change)
    {
        var entered = await EnterAsync(caller);
        if (!entered.IsOk)
        {
            return entered.Refusal;
        }

        var tenant = await tenants.GetAsync(_key.Tenant);
        if (!tenant.IsOk)
        {
            return tenant.Refusal;
        }

        var now = time.GetUtcNow();
        var step = change(_file.Case!, entered.Value, tenant.Value.Settings.Review, now);
        if (!step.IsOk)
        {
            await journal.AppendEvidenceAsync([CaseEvidence.Refused(_buffer, _file.Case!, entered.Value, step.Refusal, now)]);
            return step.Refusal;
        }

        var isAgain = ReferenceEquals(step.Value.Case, _file.Case);
        return !isAgain && await _progress.SaveAndFinishAsync(step.Value) is { } refusal ? refusal : View(entered.Value, tenant.Value.Settings.Review);
    }

    private CaseView View(Principal viewer, DeliberationSettings settings) => CaseViews.Whole(
        _file.Case!, _file.Parcel is { } parcel ? System.Text.Encoding.UTF8.GetString(codec.ReadAction(parcel.Envelope.Span).Span) : "", viewer, settings);
}
