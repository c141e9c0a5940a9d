using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>One channel that a client takes messages from, over all connections: asking for it, and how that was answered.</summary>
internal abstract class Feed(string room, string channel)
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _attaching;

    public string Room { get; } = room;

    public string Channel { get; } = channel;

    /// <summary>Completes when the bus has attached the feed for the first time.</summary>
    public Task Opened => _opened.Task;

    /// <summary>The frame that ends the following.</summary>
    public Wire.ClientFrame Leaving => new() { Unsubscribe = new Wire.Unsubscribe { Room = Room, Channel = Channel } };

    public bool IsEnded
    {
        get
        {
            lock (Gate)
            {
                return State == FeedState.Ended;
            }
        }
    }

    /// <summary>Asks again where the first asking was refused for the moment.</summary>
    protected virtual bool IsPatient => false;

    protected Lock Gate { get; } = new();

    protected FeedState State { get; set; } = FeedState.Detached;

    /// <summary>
    /// The frame that asks for everything that is wanted; null where the bus knows of the feed. It replaces an older asking; until it
    /// is answered, deliveries belong to that one and are passed over.
    /// </summary>
    public Wire.ClientFrame? Attach(RequestCounter requests)
    {
        lock (Gate)
        {
            if (State != FeedState.Detached)
            {
                return null;
            }

            State = FeedState.Attaching;
            _attaching = requests.Next();
            return new Wire.ClientFrame { RequestId = _attaching, Subscribe = Ask() };
        }
    }

    /// <summary>A new connection, on which the bus does not know of the feed.</summary>
    public virtual void Detach()
    {
        lock (Gate)
        {
            State = State is FeedState.Behind or FeedState.Ended ? State : FeedState.Detached;
        }
    }

    /// <summary>The bus has attached it. Where it turns out to be another kind of channel than was asked for, the feed ends with that.</summary>
    public void Attached(ulong requestId, Wire.Subscribed subscribed)
    {
        AgentBusException? fault;
        lock (Gate)
        {
            if (State != FeedState.Attaching || requestId != _attaching)
            {
                return;
            }

            State = FeedState.Following;
            fault = Accept(subscribed);
        }

        if (fault is not null)
        {
            End(fault);
        }

        _opened.TrySetResult();
    }

    public abstract void Deliver(Wire.Delivery delivery);

    public virtual void Gap(Wire.Gap wire)
    {
    }

    /// <summary>The bus answered the asking with an error. False where the request is not this feed's.</summary>
    public bool Refuse(ulong requestId, AgentBusException fault, bool permanent)
    {
        lock (Gate)
        {
            if (State != FeedState.Attaching || requestId != _attaching)
            {
                return false;
            }

            State = FeedState.Detached;
        }

        if (permanent || (!IsPatient && !_opened.Task.IsCompleted))
        {
            End(fault);
        }

        return true;
    }

    /// <summary>The bus took it away: it is asked for again where that may pass, else it ends. False where it has ended.</summary>
    public bool Lose(AgentBusException fault)
    {
        if (!PassingCodes.Passes(fault.Code))
        {
            End(fault);
            return false;
        }

        Detach();
        return !IsEnded;
    }

    public void End(AgentBusException? fault)
    {
        lock (Gate)
        {
            State = FeedState.Ended;
        }

        Ended(fault);
        _opened.TrySetException(fault ?? new AgentBusException(AgentBusCodes.Closed, "The subscription was closed."));
        _ = _opened.Task.Exception;
    }

    /// <summary>What to ask for now. The gate is held.</summary>
    protected abstract Wire.Subscribe Ask();

    /// <summary>Takes the answer, or tells why it is not what was wanted. The gate is held.</summary>
    protected abstract AgentBusException? Accept(Wire.Subscribed subscribed);

    /// <summary>The reader gets no more.</summary>
    protected abstract void Ended(AgentBusException? fault);
}
