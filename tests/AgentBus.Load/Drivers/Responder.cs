using AgentBus.Load.Sockets;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Load.Drivers;

/// <summary>Answers every request out of its inbox, then acknowledges it.</summary>
internal sealed class Responder(RawWebSocket socket, SeenMessages seen) : QueueReceiver(socket, seen)
{
    private readonly List<Envelope> _replies = [];

    protected override void Answer(Envelope envelope) => _replies.Add(new Envelope
    {
        MessageId = Guid.CreateVersion7().ToString(),
        ProtocolVersion = envelope.ProtocolVersion,
        ConstitutionalHash = envelope.ConstitutionalHash,
        ToAgent = envelope.FromAgent,
        ParentId = envelope.MessageId,
        ConversationId = envelope.ConversationId,
        MessageType = MessageType.Response,
        Content = envelope.Content,
    });

    protected override void Flush()
    {
        if (_replies.Count > 0)
        {
            var publish = new Publish();
            publish.Envelopes.Add(_replies.Select(static reply => reply.ToByteString()));
            _replies.Clear();
            Socket.Send(ClientFraming.Frame(new ClientFrames { Frames = { new ClientFrame { RequestId = 1, Publish = publish } } }.ToByteArray(), out _, out _));
        }

        base.Flush();
    }
}
