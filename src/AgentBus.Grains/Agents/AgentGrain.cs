using AgentBus.Contracts;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Agents;

/// <summary>One agent: its sessions, its registration, and the admission of all that it sends.</summary>
[GrainType("agent")]
internal sealed class AgentGrain(
    [PersistentState("agent", "agentbus")] IPersistentState<AgentState> state,
    AdmissionPipeline pipeline,
    TenantSnapshots tenants,
    IAuthenticator authenticator,
    IJournal journal,
    IMembershipStore memberships,
    IPositionStore positions,
    ISessionContextStore contexts,
    IEnvelopeCodec codec,
    IDeliberation deliberation,
    TimeProvider time,
    IOptions<BusOptions> options,
    ILogger<AgentGrain> logger) : Grain, IAgentGrain, IAgentAdmin, IAgentInbox, IAgentMemory, IAgentReplay, IDisposable
{
    private static readonly Refusal Draining = new(Code.Draining, "The silo is going away; connect again.");

    private readonly BusOptions _options = options.Value;
    private readonly OutsideEnvelopes _outside = new(codec);
    private readonly EvidenceBuffer _buffer = new();
    private Farewells _farewells = null!;
    private Registration _registration = null!;
    private DeliveredKeys _keys = null!;
    private SessionGate _gate = null!;
    private Outboxes _outboxes = null!;
    private RefusalLog _refusals = null!;
    private HeldMessages _held = null!;
    private SendPreparation _preparation = null!;
    private MessageAdmission _admission = null!;
    private LetterAdmission _letters = null!;
    private Following _following = null!;
    private Receiving _receiving = null!;
    private AgentMemory _memory = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var agent = AgentKey.Parse(this.GetPrimaryKeyString());
        _farewells = new Farewells(logger);
        _registration = new Registration(agent, state, _buffer, journal, time, logger);
        _keys = new DeliveredKeys(agent, journal, time, _options);
        _gate = new SessionGate(agent, tenants, authenticator, _farewells, session => _receiving.Ended(session), PrepareAsync, time, _options, Alarm);
        _outboxes = new Outboxes(agent, GrainFactory, _keys, time, logger);
        _refusals = new RefusalLog(agent, _buffer, journal, time, logger, Alarm);
        _held = new HeldMessages(deliberation, _keys, _refusals, time, logger);
        var members = new RoomMembers(memberships, time, _options.TenantTrust);
        _preparation = new SendPreparation(agent, _keys, members, GrainFactory, time, _options.MaxRecipients);
        _admission = new MessageAdmission(pipeline, _keys, _outboxes, _refusals, _held, members, new StampCache(codec), _buffer, time);
        _letters = new LetterAdmission(agent, tenants, codec, _keys, _preparation, _admission);
        _receiving = new Receiving(agent, GrainFactory, positions, () => _registration.Description is not null, logger);
        _following = new Following(agent, GrainFactory, memberships, positions, time);
        _memory = new AgentMemory(_gate, _following, new SessionContexts(agent, contexts, _options, time));
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        var farewell = reason.ReasonCode == DeactivationReasonCode.ShuttingDown ? Draining : Refusal.SessionExpired;
        _gate.End(_ => farewell);
        await Task.WhenAll(_outboxes.DrainedAsync(), _held.SettledAsync(), _farewells.SettledAsync(), _receiving.SettledAsync()).WaitAsync(cancellationToken);
        await _refusals.FlushAsync();
    }

    public void Dispose() => _buffer.Dispose();

    public async Task<Result<SessionOpened>> OpenSessionAsync(OpenSession request, ISessionObserver? observer)
    {
        var opened = await _gate.OpenAsync(request, observer);
        if (_gate.IsEmpty)
        {
            // Whoever knocks without a valid credential leaves no activation behind.
            DeactivateOnIdle();
        }

        return opened;
    }

    public Task<Result<SessionOpened>> RenewSessionAsync(SessionToken session, Credential? credential) => _gate.RenewAsync(session, credential);

    public Task CloseSessionAsync(SessionToken session)
    {
        _gate.Close(session);
        return Task.CompletedTask;
    }

    public Task<Result<SendResult>> SendAsync(SendRequest request)
    {
        if (request.Envelopes.IsDefault || request.Envelopes.Length > _options.MaxBatch)
        {
            return Answer(new Refusal(Code.LimitExceeded, $"A batch holds at most {_options.MaxBatch} messages."));
        }

        request = _outside.Read(request);
        return _gate.Fresh() is { } tenant && !_preparation.IsNeeded(request) ? Send(request, tenant) : PrepareAndSendAsync(request);
    }

    public async Task<Result<SubscriptionGranted>> SubscribeAsync(SubscribeRequest request)
    {
        var entered = await _gate.EnterAsync(request.Session);
        return entered.IsOk
            ? await _following.SubscribeAsync(entered.Value.Session.Principal, entered.Value.Tenant.Snapshot, request)
            : entered.Refusal;
    }

    public async Task<Refusal?> UnsubscribeAsync(SubscribeRequest request)
    {
        var entered = await _gate.EnterAsync(request.Session);
        return entered.IsOk ? await _following.UnsubscribeAsync(request.Channel) : entered.Refusal;
    }

    public async Task<Result<ChannelPage>> ReadAsync(ReadRequest request)
    {
        var entered = await _gate.EnterAsync(request.Session);
        return entered.IsOk
            ? await _following.ReadAsync(entered.Value.Session.Principal, entered.Value.Tenant.Snapshot, request)
            : entered.Refusal;
    }

    public Task<Receipt> ReplayAsync(DeadLetter letter) => _letters.SendAsync(letter);

    public async Task<Result<QueueState>> AttachAsync(AttachRequest request, IDeliveryObserver observer)
    {
        var entered = await _gate.EnterAsync(request.Session);
        return entered.IsOk
            ? await _receiving.AttachAsync(entered.Value.Session, entered.Value.Tenant.Snapshot, request, observer)
            : entered.Refusal;
    }

    public async Task DetachAsync(AttachRequest request)
    {
        var entered = await _gate.EnterAsync(request.Session);
        if (entered.IsOk)
        {
            await _receiving.DetachAsync(entered.Value.Session, request.Channel);
        }
    }

    public async Task<Refusal?> SettleAsync(SettleRequest request)
    {
        var entered = await _gate.EnterAsync(request.Session);
        return entered.IsOk
            ? await _receiving.SettleAsync(entered.Value.Session, entered.Value.Tenant.Snapshot, request)
            : entered.Refusal;
    }

    public Task<Result<Memberships>> MembershipsAsync(SessionToken session) => _memory.MembershipsAsync(session);

    public Task<Result<HistoryPage>> ReadHistoryAsync(HistoryRequest request) => _memory.ReadHistoryAsync(request);

    public Task<Result<SessionContext>> ReadContextAsync(ContextRead request) => _memory.ReadContextAsync(request);

    public Task<Result<SessionContext>> WriteContextAsync(ContextWrite request) => _memory.WriteContextAsync(request);

    public async Task<Refusal?> RegisterAsync(SessionToken session, AgentDescription description)
    {
        var entered = await _gate.EnterAsync(session);
        return entered.IsOk ? await _registration.RegisterAsync(description) : entered.Refusal;
    }

    public Task<AgentDescription?> DescribeAsync() => Task.FromResult(_registration.Description);

    public Task EndSessionsAsync(Refusal reason)
    {
        _gate.End(_ => reason);
        return Task.CompletedTask;
    }

    public Task RecheckSessionsAsync() => _gate.RecheckAsync();

    private GrainAlarm Alarm(Func<Task> ring) => new(this, ring);

    /// <summary>Before its first session an activation learns what its predecessors delivered, and the agent says what it is.</summary>
    private async Task<Refusal?> PrepareAsync(AgentDescription description)
    {
        await _keys.LoadAsync();
        return await _registration.TakeAsync(description);
    }

    private async Task<Result<SendResult>> PrepareAndSendAsync(SendRequest request)
    {
        var entered = await _gate.EnterAsync(request.Session);
        if (!entered.IsOk)
        {
            return entered.Refusal;
        }

        await _preparation.RunAsync(request, entered.Value.Session.Home, entered.Value.Tenant.Snapshot);
        return await Send(request, entered.Value.Tenant);
    }

    /// <summary>Everything up to the hand-over to the channels happens here, without an await.</summary>
    private Task<Result<SendResult>> Send(SendRequest request, TenantView tenant) =>
        _gate.Enter(request.Session, tenant, out var session) is { } refusal ? Answer(refusal)
        : request.Envelopes.IsEmpty ? Answer(new SendResult([]))
        : _admission.Send(session!, tenant, request.Envelopes);

    private static Task<Result<SendResult>> Answer(Result<SendResult> result) => Task.FromResult(result);
}
