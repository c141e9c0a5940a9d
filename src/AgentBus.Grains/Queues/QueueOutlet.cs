using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Grains.Rooms;
using AgentBus.Model;

namespace AgentBus.Grains.Queues;

/// <summary>Takes stored messages into the queue's index, within its bounds.</summary>
internal sealed class QueueOutlet(QueueIndex index, QueueBodies bodies, QueueDesk desk, PressureGauge gauge, IEnvelopeCodec codec, QueueClock clock) : IChannelOutlet
{
    private int _messagesUnderWay;
    private long _bytesUnderWay;

    /// <summary>Whether the messages fit beside those that are stored or on their way; null: they do.</summary>
    public Refusal? Admit(PublishRequest request)
    {
        var full = index.Admit(_messagesUnderWay + request.Messages.Length, _bytesUnderWay + Size(request));
        if (full is not null && index.Expire(clock.Now.Utc))
        {
            // What nobody will get any more makes room once that is stored.
            desk.HandOut();
        }

        return full;
    }

    /// <summary>Whether so many messages fit beside those that are stored or on their way.</summary>
    public bool Fits(int messages, long bytes) => index.Admit(_messagesUnderWay + messages, _bytesUnderWay + bytes) is null;

    /// <summary>The messages are on their way to the journal.</summary>
    public void Begin(PublishRequest request)
    {
        _messagesUnderWay += request.Messages.Length;
        _bytesUnderWay += Size(request);
    }

    public void Take(PendingPublish publish, bool isStored)
    {
        _messagesUnderWay -= publish.Request.Messages.Length;
        _bytesUnderWay -= Size(publish.Request);
        var now = clock.Now;
        for (var i = 0; isStored && i < publish.Request.Messages.Length; i++)
        {
            var message = publish.Place(i);
            var header = codec.ReadHeader(message.Envelope.Span);
            bodies.Keep(message);
            index.Add(
                new QueueEntry(message.Sequence, message.Envelope.Length + message.Stamp.Length, header.Priority, message.Classification, message.ExpiresAt),
                header,
                publish.Request.Sender,
                now);
        }
    }

    public Task PassOnAsync()
    {
        desk.HandOut();
        gauge.Read();
        return Task.CompletedTask;
    }

    private static long Size(PublishRequest request)
    {
        long bytes = 0;
        foreach (var message in request.Messages)
        {
            bytes += message.Envelope.Length + message.Stamp.Length;
        }

        return bytes;
    }
}
