using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>
/// One session of one agent, from opening to the end: everything that it asks for passes the agent's grain. Renewed by its owner.
/// Thread-safe.
/// </summary>
internal sealed class BusSession : ISessionObserver, IAsyncDisposable
{
    private readonly IGrainFactory _grains;
    private readonly ReplyDesk _replies;
    private readonly ISessionObserver _self;
    private readonly IDeliveryObserver _deliveries;
    private readonly IAgentInbox _inbox;
    private readonly int _window;
    private volatile Refusal? _ended;

    private BusSession(IGrainFactory grains, AgentKey agent, MessageWorker? worker, int window, TimeProvider time)
    {
        _grains = grains;
        Key = agent;
        Agent = grains.GetGrain<IAgentGrain>(agent.GrainKey);
        Memory = grains.GetGrain<IAgentMemory>(agent.GrainKey);
        _inbox = grains.GetGrain<IAgentInbox>(agent.GrainKey);
        _window = window;
        _replies = new ReplyDesk(_inbox, worker, time);
        _self = grains.CreateObjectReference<ISessionObserver>(this);
        _deliveries = grains.CreateObjectReference<IDeliveryObserver>(_replies);
    }

    /// <summary>The agent.</summary>
    public AgentKey Key { get; }

    /// <summary>Its grain.</summary>
    public IAgentGrain Agent { get; }

    /// <summary>Its history and contexts; the same grain.</summary>
    public IAgentMemory Memory { get; }

    /// <summary>Every call carries it.</summary>
    public SessionToken Token { get; private set; } = null!;

    /// <summary>Who the session acts for.</summary>
    public Principal Principal { get; private set; } = null!;

    /// <summary>The session is over.</summary>
    public bool HasEnded => _ended is not null;

    /// <summary>Why it is over; null: it is not, as far as one knows.</summary>
    public Refusal? Ended => _ended;

    /// <summary>Opens a session: with a worker for the inbox the agent's socket session, else one beside it.</summary>
    public static async Task<Result<BusSession>> OpenAsync(
        IGrainFactory grains,
        AgentKey agent,
        Credential credential,
        string hash,
        AgentDescription description,
        string protocol,
        TimeProvider time,
        MessageWorker? worker = null,
        int window = 0,
        bool givesWay = false)
    {
        var session = new BusSession(grains, agent, worker, window, time);
        var opened = await session.Agent.OpenSessionAsync(
            new OpenSession(credential, worker is null ? SessionKind.Side : SessionKind.Socket, hash, description, ChannelName.None, protocol, givesWay), session._self);
        if (!opened.IsOk)
        {
            session.Forget();
            return opened.Refusal;
        }

        (session.Token, session.Principal) = (opened.Value.Token, opened.Value.Principal);
        session._replies.Serve(session.Token);
        return worker is not null && await session.TakeRepliesAsync() is { } refusal ? refusal : session;
    }

    /// <summary>Sends one message and answers with its receipt.</summary>
    public async Task<Result<Receipt>> SendAsync(byte[] envelope, TimeSpan awaitReply)
    {
        var sent = await Agent.SendAsync(new SendRequest(Token, [new Envelope { Encoded = envelope }], awaitReply, BytesOnly: true));
        return sent.IsOk ? sent.Value.Receipts[0] : sent.Refusal;
    }

    /// <summary>Waits for the reply to a request; to be called before it is sent. Disposing the result ends the waiting.</summary>
    public PendingReply Await(Wire.Envelope request) => _replies.Expect(request.MessageId, request.ToAgent);

    /// <summary>
    /// The session takes the replies that it awaits, from now on and as long as it is renewed. They come to the agent's inbox, and only a
    /// registered agent has one: an agent that said nothing of itself yet is registered under its id.
    /// </summary>
    public async Task<Refusal?> TakeRepliesAsync()
    {
        var refusal = await AttachAsync();
        if (refusal?.Code != Code.AgentNotRegistered)
        {
            return refusal;
        }

        await _grains.GetGrain<IAgentAdmin>(Key.GrainKey).RegisterAsync(Token, AgentDescription.Empty with { Name = Key.Agent });
        return await AttachAsync();
    }

    /// <summary>Keeps the session known; with a credential moves its end.</summary>
    public async Task<Refusal?> RenewAsync(Credential? credential)
    {
        var renewed = await Agent.RenewSessionAsync(Token, credential);
        if (!renewed.IsOk)
        {
            _ended = renewed.Refusal;
            return renewed.Refusal;
        }

        Principal = renewed.Value.Principal;
        return _replies.InUse ? await TakeRepliesAsync() : null;
    }

    /// <inheritdoc/>
    public Task EndedAsync(Refusal reason)
    {
        _ended = reason;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _ended ??= Refusal.SessionExpired;
        try
        {
            await Agent.CloseSessionAsync(Token);
        }
        finally
        {
            Forget();
        }
    }

    private async Task<Refusal?> AttachAsync() =>
        (await _inbox.AttachAsync(new AttachRequest(Token, ChannelName.None, _window), _deliveries)).Refusal;

    private void Forget()
    {
        _replies.Dispose();
        _grains.DeleteObjectReference<ISessionObserver>(_self);
        _grains.DeleteObjectReference<IDeliveryObserver>(_deliveries);
    }
}
