using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>
/// What the sessions of an agent take by acknowledgement. It keeps which queues a session is attached to, so that one that ends is handed
/// nothing more.
/// </summary>
internal sealed partial class Receiving(
    AgentKey agent, IGrainFactory grains, QuietInbox quiet, IPositionStore positions, AgentActivity activity, Func<bool> isRegistered, ILogger logger)
{
    private readonly Dictionary<string, HashSet<ChannelKey>> _attached = new(StringComparer.Ordinal);
    private const int MostKept = 64;

    private readonly List<Task<bool>> _detaching = [];

    /// <summary>Attaches a session to the agent's inbox or to a work queue that it may subscribe to.</summary>
    public async Task<Result<QueueState>> AttachAsync(Session session, TenantSnapshot tenant, AttachRequest request, IDeliveryObserver observer)
    {
        if (request.Window is < 0 or > QueueLimits.MaxWindow)
        {
            return QueueRefusals.BadWindow;
        }

        if (Named(request.Channel) is not { } channel)
        {
            return Refusal.NotFound;
        }

        if ((channel.IsInbox ? MayHaveInbox() : MayServe(channel, session.Principal, tenant)) is { } refusal)
        {
            // It may have been allowed until now, and this is how a session renews itself.
            await DetachAsync(session, request.Channel);
            return refusal;
        }

        var takes = channel.IsInbox && (request.RepliesOnly || session.Kind == SessionKind.Side) ? ConsumerTakes.Replies : ConsumerTakes.All;
        if (takes == ConsumerTakes.Replies)
        {
            // It may have waited for all that comes until now.
            quiet.Leave(session);
        }

        var window = request.Window == 0 ? QueueLimits.DefaultWindow : request.Window;
        var consumer = new QueueConsumer(agent, session.Token.Id, session.Principal.Clearance, window, takes);
        return channel.IsInbox && takes == ConsumerTakes.All && !IsAttached(session, channel) && await quiet.TryWaitAsync(session, consumer, observer)
            ? QuietInbox.State
            : await AttachAsync(session, channel, consumer, observer);
    }

    /// <summary>Something came into the inbox: the session that waits for that takes it.</summary>
    public async Task ArrivedAsync()
    {
        if (quiet.Wake() is { } taker)
        {
            await AttachAsync(taker.Session, ChannelKey.Inbox(agent), taker.Consumer, taker.Observer);
        }
    }

    /// <summary>The session takes no more of it.</summary>
    public async Task DetachAsync(Session session, ChannelName channel)
    {
        if (Named(channel) is not { } queue)
        {
            return;
        }

        if (queue.IsInbox)
        {
            quiet.Leave(session);
        }

        if (_attached.TryGetValue(session.Token.Id, out var queues) && queues.Remove(queue))
        {
            await Grain(queue).DetachAsync(session.Token.Id);
        }
    }

    /// <summary>Settles messages of a queue, or notes a position in a channel that is followed.</summary>
    public async Task<Refusal?> SettleAsync(Session session, TenantSnapshot tenant, SettleRequest request)
    {
        if (Named(request.Channel) is not { } channel)
        {
            return Refusal.NotFound;
        }

        if (channel.IsInbox || tenant.IsWorkQueue(channel))
        {
            var unsettled = await Grain(channel).SettleAsync(session.Token.Id, request.Epoch, request.Settlements);
            activity.TellRejections(channel, unsettled is null ? request.Settlements : []);
            return unsettled;
        }

        return AccessRules.Subscribe(session.Principal, tenant, channel) is { } refusal ? refusal : await NoteAsync(channel, request);
    }

    /// <summary>The session is over: what it had is handed to others.</summary>
    public void Ended(Session session)
    {
        quiet.Leave(session);

        // One that failed is kept for whoever asks, but not without end.
        _detaching.RemoveAll(task => task.IsCompleted && (task.Result || _detaching.Count > MostKept));
        if (_attached.Remove(session.Token.Id, out var queues))
        {
            _detaching.AddRange(queues.Select(queue => LeaveAsync(queue, session.Token.Id)));
        }
    }

    /// <summary>Completes when the queues know of all sessions that ended, or cannot be told; false: one could not.</summary>
    public async Task<bool> SettledAsync()
    {
        var detached = await Task.WhenAll(_detaching);
        _detaching.RemoveAll(static task => task.IsCompleted);
        return Array.TrueForAll(detached, static isDetached => isDetached);
    }

    /// <summary>Of another history nothing is noted, and nothing after the head: a position is where the agent can go on.</summary>
    private async Task<Refusal?> NoteAsync(ChannelKey channel, SettleRequest request)
    {
        var now = await grains.GetGrain<IRoomGrain>(channel.GrainKey).ReadAsync(0, 0);
        var through = Math.Min(request.Through, now.Head);
        if (now.Epoch == 0 || request.Epoch != now.Epoch || through <= 0)
        {
            return null;
        }

        return await positions.NoteAsync(agent, [new(channel, new Position(now.Epoch, through))]) ? null : QueueRefusals.NotStored;
    }

    private async Task<Result<QueueState>> AttachAsync(Session session, ChannelKey channel, QueueConsumer consumer, IDeliveryObserver observer)
    {
        var queue = Grain(channel);
        var state = await queue.AttachAsync(consumer, observer);
        if (state.Refusal is { Code: Code.AgentNotRegistered } && isRegistered())
        {
            // The queue was asked for before the agent was there, and that activation is going.
            state = await queue.AttachAsync(consumer, observer);
        }

        if (state.IsOk)
        {
            await KeepAsync(session, channel);
        }

        return state;
    }

    private async Task<bool> LeaveAsync(ChannelKey queue, string sessionId)
    {
        try
        {
            await Grain(queue).DetachAsync(sessionId);
            return true;
        }
        catch (Exception fault)
        {
            // The queue finds the consumer silent.
            LogNotDetached(logger, fault, sessionId, queue.Name);
            return false;
        }
    }

    /// <summary>The session may have ended while it was being attached: nobody else would tell the queue then.</summary>
    private async Task KeepAsync(Session session, ChannelKey queue)
    {
        if (session.IsOver)
        {
            await LeaveAsync(queue, session.Token.Id);
            return;
        }

        if (!_attached.TryGetValue(session.Token.Id, out var queues))
        {
            _attached.Add(session.Token.Id, queues = []);
        }

        queues.Add(queue);
    }

    private bool IsAttached(Session session, ChannelKey queue) => _attached.TryGetValue(session.Token.Id, out var queues) && queues.Contains(queue);

    private Refusal? MayHaveInbox() => isRegistered() ? null : QueueRefusals.NotRegistered;

    private static Refusal? MayServe(ChannelKey channel, Principal principal, TenantSnapshot tenant) =>
        AccessRules.Subscribe(principal, tenant, channel) is { } refusal ? refusal
        : tenant.IsWorkQueue(channel) ? null
        : tenant.FindRoom(channel.Room)?.FindChannel(channel.Channel) is null ? Refusal.NotFound
        : QueueRefusals.NoWorkQueue;

    /// <summary>The channel of this name; an inbox only where it is the agent's own.</summary>
    private ChannelKey? Named(ChannelName name)
    {
        var inbox = ChannelKey.Inbox(agent);
        if (name == ChannelName.None)
        {
            return inbox;
        }

        return ChannelKey.TryCreate(agent.Tenant, name.Room, name.Channel, out var channel) && (!channel.IsInbox || channel == inbox) ? channel : null;
    }

    private IQueueGrain Grain(ChannelKey queue) => grains.GetGrain<IQueueGrain>(queue.GrainKey);

    [LoggerMessage(EventId = 2306, Level = LogLevel.Information, Message = "The queue {Queue} could not be told that session {Session} ended.")]
    private static partial void LogNotDetached(ILogger logger, Exception fault, string session, string queue);
}
