using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>
/// The agent's inbox while nothing is in it. The session that would take from it waits here until the queue says that something came, so a
/// connected agent to which nobody writes holds no queue and no channel of the journal.
/// </summary>
internal sealed class QuietInbox(AgentKey agent, IQueueStore store, IOverflowStore overflows)
{
    /// <summary>What a session is told of a queue that is not held for it.</summary>
    public static readonly QueueState State = new(0, 0, 0, 0, 0, 0);

    private Taker? _waiting;

    /// <summary>Lets the session wait; false where the inbox holds something, and it is to be attached now.</summary>
    public async Task<bool> TryWaitAsync(Session session, QueueConsumer consumer, IDeliveryObserver observer)
    {
        // It waits before the stores are asked: what is stored after the answer finds it here.
        var taker = new Taker(session, consumer, observer);
        _waiting = taker;
        var inbox = ChannelKey.Inbox(agent);
        if (!await store.HasUnsettledAsync(inbox) && !await overflows.MayHoldAsync(inbox))
        {
            return true;
        }

        Leave(session);
        return false;
    }

    /// <summary>The session that waits, which then waits no more; null where there is none.</summary>
    public Taker? Wake()
    {
        var taker = _waiting;
        _waiting = null;
        return taker;
    }

    /// <summary>The session waits no more.</summary>
    public void Leave(Session session)
    {
        if (_waiting?.Session == session)
        {
            _waiting = null;
        }
    }

    /// <summary>A session and its end of the inbox.</summary>
    internal sealed record Taker(Session Session, QueueConsumer Consumer, IDeliveryObserver Observer);
}
