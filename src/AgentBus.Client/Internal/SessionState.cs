using AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>What a client keeps over all its connections: everything unanswered, and everything followed.</summary>
internal sealed class SessionState
{
    public SessionState(AgentBusOptions options, Func<long> deadline)
    {
        Outbox = new Outbox(options.MaxPendingPublishes);
        Acks = new AckOutbox(Outbox.Ready);
        Calls = new CallTable(Outbox.Ready);
        Inbox = new QueueBuffer(Acks, deadline, Replies, options.OnOrder, Outcomes);
    }

    public Outbox Outbox { get; }

    public AckOutbox Acks { get; }

    public CallTable Calls { get; }

    public ReplyTable Replies { get; } = new();

    public OutcomeTable Outcomes { get; } = new();

    public QueueBuffer Inbox { get; }

    public FeedTable Feeds { get; } = new();

    public RequestCounter Requests { get; } = new();

    /// <summary>A new connection.</summary>
    public void Restart()
    {
        Inbox.Restart();
        Feeds.DetachAll();
        Acks.Restart();
        Calls.Restart();
        Outbox.Restart();
    }

    /// <summary>What has waited too long fails; what was put off is tried again.</summary>
    public void Beat(long now)
    {
        Outbox.Beat(now);
        Acks.Expire(now);
        Calls.Expire(now);
    }

    /// <summary>Takes nothing new, and completes when nothing is outstanding.</summary>
    public Task CloseAsync() => Task.WhenAll(Outbox.CloseAsync(), Acks.CloseAsync());

    /// <summary>The session is over.</summary>
    public void End(AgentBusException fault)
    {
        Outbox.FailAll(fault);
        Acks.FailAll(fault);
        Calls.FailAll(fault);
        Replies.FailAll(fault);
        var told = fault.Code == AgentBusCodes.Closed ? null : fault;
        Feeds.EndAll(told);
        Inbox.End(told);
    }

    public void Deliver(Protocol.V1.Delivery delivery)
    {
        if (delivery.Kind == ChannelKind.Inbox)
        {
            Inbox.Deliver(delivery);
        }
        else
        {
            Feeds.Deliver(delivery);
        }
    }

    /// <summary>The bus answered a request with an error; whose it is finds itself.</summary>
    public void Fail(ulong requestId, AgentBusException fault)
    {
        if (!Outbox.Fail(requestId, fault) && !Acks.Fail(requestId, fault) && !Calls.Fail(requestId, fault))
        {
            Feeds.Refuse(requestId, fault, EndCodes.IsPermanent(fault.Code, tokenCanChange: true));
        }
    }
}
