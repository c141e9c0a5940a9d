using AgentBus.Contracts;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Sequences;
using AgentBus.Grains.Events;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Inspection;
using AgentBus.Grains.KillSwitch;
using AgentBus.Grains.Policies;
using AgentBus.Grains.Telemetry;
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
    IQueueStore queues,
    IOverflowStore overflows,
    ISessionContextStore contexts,
    Ledger.LedgerProofs proofs,
    IEnvelopeCodec codec,
    IDeliberation deliberation,
    ICaseStore cases,
    PolicyQuestions questions,
    InspectionDesk inspections,
    BusVoice voice,
    AdmissionMeter meter,
    TimeProvider time,
    IOptions<BusOptions> options,
    ILogger<AgentGrain> logger) : Grain, IAgentGrain, IAgentAdmin, IAgentInbox, IAgentMemory, IAgentReplay, IAgentLifecycle, IAgentLookup, IAgentRooms, IAgentIdentity, IAgentStop, IAgentChecks, IDisposable
{
    private static readonly Refusal Draining = new(Code.Draining, "The silo is going away; connect again.");

    private readonly BusOptions _options = options.Value;
    private readonly EvidenceBuffer _buffer = new();
    private Farewells _farewells = null!;
    private Standing _standing = null!;
    private DeliveredKeys _keys = null!;
    private SessionGate _gate = null!;
    private RefusalLog _refusals = null!;
    private MessageAdmission _admission = null!;
    private Sending _sending = null!;
    private LetterAdmission _letters = null!;
    private Following _following = null!;
    private Receiving _receiving = null!;
    private AgentMemory _memory = null!;
    private RoomDesk _rooms = null!;
    private AgentStop _stop = null!;
    private PolicyChecks _checks = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var agent = AgentKey.Parse(this.GetPrimaryKeyString());
        _farewells = new Farewells(logger);
        _standing = new Standing(agent, state, _buffer, journal, voice, GrainFactory, ended => _gate.End(_ => ended), time, _options, logger);
        _keys = new DeliveredKeys(agent, journal, cases, time, _options);
        _gate = new SessionGate(agent, tenants, authenticator, _farewells, session => _receiving.Ended(session), PrepareAsync, _standing.SessionsChanged, time, _options, Alarm);
        var outboxes = new Outboxes(agent, GrainFactory, _keys, time, logger);
        _refusals = new RefusalLog(agent, _buffer, journal, time, logger, Alarm);
        var held = new HeldMessages(deliberation, _keys, _refusals, () => _standing.Description, time, logger);
        var members = new RoomMembers(memberships, time, _options.TenantTrust);
        var preparation = new SendPreparation(agent, _keys, members, cases, held, GrainFactory, time, _options.MaxRecipients);
        var waiting = new WaitingMessages(tenants, preparation, _keys, questions, logger);
        var posting = new Posting(_keys, outboxes, new StampCache(codec), _buffer);
        var approved = new ApprovedMessages(agent, deliberation, codec, posting, _keys, outboxes, _refusals, meter, time, logger);
        var votes = new CastVotes(agent, GrainFactory, codec, posting, _keys, outboxes, _refusals, meter, time, logger);
        _admission = new MessageAdmission(pipeline, _keys, outboxes, posting, _refusals, held, approved, votes, waiting, members, new SenderMemory(agent, time.GetUtcNow()), meter, inspections, _buffer, time, logger);
        var outside = new OutsideEnvelopes(codec);
        _sending = new Sending(_gate, outside, preparation, _keys, _admission, _standing.Activity, _options.MaxBatch);
        _checks = new PolicyChecks(agent, _gate, outside, preparation, _keys, questions, pipeline, _admission, GrainFactory, time);
        var sessionless = new SessionlessAdmission(agent, tenants, _keys, preparation, _admission);
        _letters = new LetterAdmission(agent, codec, sessionless);
        _receiving = new Receiving(agent, GrainFactory, new QuietInbox(agent, queues, overflows), positions, _standing.Activity, () => _standing.Description is not null, logger);
        _following = new Following(agent, GrainFactory, memberships, positions, _standing.Activity, time);
        _memory = new AgentMemory(_gate, _following, new SessionContexts(agent, contexts, _options, time), new AgentReceipts(agent, proofs));
        _rooms = new RoomDesk(agent, GrainFactory);
        _stop = new AgentStop(agent, _gate, _farewells, _receiving, _admission.SettledAsync, sessionless, time);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        var farewell = reason.ReasonCode == DeactivationReasonCode.ShuttingDown ? Draining : Refusal.SessionExpired;
        _gate.End(_ => farewell);
        await Task.WhenAll(_admission.SettledAsync(), _farewells.SettledAsync(), _receiving.SettledAsync(), _standing.Settled).WaitAsync(cancellationToken);
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

    public async Task<Result<SessionOpened>> RenewSessionAsync(SessionToken session, Credential? credential)
    {
        var renewed = await _gate.RenewAsync(session, credential);
        if (renewed.IsOk)
        {
            _standing.Heard();
        }

        return renewed;
    }

    public Task CloseSessionAsync(SessionToken session) => _gate.CloseAsync(session);

    public Task<Result<SendResult>> SendAsync(SendRequest request) => _sending.SendAsync(request);

    public Task<Result<PolicyCheck>> CheckAsync(SendRequest request) => _checks.CheckAsync(request);

    public Task<Result<PolicyCheck>> CheckOperationAsync(OperationCheckRequest request) => _checks.CheckOperationAsync(request);

    public Task<Result<SubscriptionGranted>> SubscribeAsync(SubscribeRequest request) =>
        _gate.WithinAsync(request.Session, entered => _following.SubscribeAsync(entered.Principal, entered.Snapshot, request));

    public Task<Refusal?> UnsubscribeAsync(SubscribeRequest request) =>
        _gate.WithinAsync(request.Session, _ => _following.UnsubscribeAsync(request.Channel));

    public Task<Receipt> ReplayAsync(DeadLetter letter) => _letters.SendAsync(letter);

    public Task<Result<QueueState>> AttachAsync(AttachRequest request, IDeliveryObserver observer) =>
        _gate.WithinAsync(request.Session, entered => _receiving.AttachAsync(entered.Session, entered.Snapshot, request, observer));

    public async Task DetachAsync(AttachRequest request)
    {
        var entered = await _gate.EnterAsync(request.Session);
        if (entered.IsOk)
        {
            await _receiving.DetachAsync(entered.Value.Session, request.Channel);
        }
    }

    public Task<Refusal?> SettleAsync(SettleRequest request) =>
        _gate.WithinAsync(request.Session, entered => _receiving.SettleAsync(entered.Session, entered.Snapshot, request));

    public Task ArrivedAsync() => _receiving.ArrivedAsync();

    public Task<Result<Memberships>> MembershipsAsync(SessionToken session) => _memory.MembershipsAsync(session);

    public Task<Result<HistoryPage>> ReadHistoryAsync(HistoryRequest request) => _memory.ReadHistoryAsync(request);

    public Task<Result<SessionContext>> ReadContextAsync(ContextRead request) => _memory.ReadContextAsync(request);

    public Task<Result<SessionContext>> WriteContextAsync(ContextWrite request) => _memory.WriteContextAsync(request);

    public Task<Result<ProvedEntries>> ReadReceiptsAsync(ReceiptRequest request) => _memory.ReadReceiptsAsync(request);

    public Task<Refusal?> RegisterAsync(SessionToken session, AgentDescription description) =>
        _gate.WithinAsync(session, entered => _standing.RegisterAsync(entered.Principal, description));

    public Task<Refusal?> UnregisterAsync(SessionToken session) => _gate.WithinAsync(session, _ => _standing.UnregisterAsync());

    public Task<Result<AgentLife>> ChangeAsync(LifecycleRequest order) => _standing.ChangeAsync(order);

    public Task<Result<AgentLife>> ShowAsync() => Task.FromResult(_standing.Show());

    public async Task<Result<Principal>> IdentifyAsync(SessionToken session) => await _gate.EnterAsync(session) is { IsOk: true, Value: var entered } ? entered.Session.Principal : Refusal.SessionExpired;

    public Task<Result<AgentEntry>> GetAsync(SessionToken session, string agent) =>
        _gate.WithinAsync(session, entered => AgentLookup.GetAsync(GrainFactory, entered, agent));

    public Task<Result<AgentPage>> FindAsync(SessionToken session, AgentQuery query) =>
        _gate.WithinAsync(session, entered => AgentLookup.FindAsync(GrainFactory, entered, query));

    public Task<Result<RoomPage>> RoomsAsync(RoomQuery query) => _gate.WithinAsync(query.Session, entered => _rooms.ListAsync(entered, query));

    public Task<Result<ChannelListing>> ChannelsAsync(RoomQuery query) => _gate.WithinAsync(query.Session, entered => _rooms.ListChannelsAsync(entered, query));

    public Task<Result<ChannelDetails>> DescribeChannelAsync(ChannelRequest request) =>
        _gate.WithinAsync(request.Session, entered => _rooms.DescribeAsync(entered, request.Channel));

    public Task<Result<ChannelSettings>> CreateChannelAsync(ChannelRequest request) =>
        _gate.WithinAsync(request.Session, entered => _rooms.CreateAsync(entered, request.Channel));

    public Task<Refusal?> DeleteChannelAsync(ChannelRequest request) =>
        _gate.WithinAsync(request.Session, entered => _rooms.DeleteAsync(entered, request.Channel));

    public Task<AgentDescription?> DescribeAsync() => Task.FromResult(_standing.Description);

    public Task RecheckSessionsAsync() => _gate.RecheckAsync();

    public Task<AgentStopped> StopAsync(Refusal reason, TimeSpan limit) => _stop.StopAsync(reason, limit);

    public Task<SendProbe> ProbeAsync() => _stop.ProbeAsync();

    private GrainAlarm Alarm(Func<Task> ring) => new(this, ring);

    /// <summary>Before its first session an activation learns what its predecessors delivered, and the agent says what it is.</summary>
    private async Task<Refusal?> PrepareAsync(Principal principal, OpenSession request)
    {
        await _keys.LoadAsync();

        // What the agent says of itself over its socket stands while that is open.
        return await _standing.TakeAsync(principal, request.Kind, request.Kind == SessionKind.Side && _gate.HasSocket ? AgentDescription.Empty : request.Description);
    }
}
