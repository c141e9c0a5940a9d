using System.Buffers;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Encodings;

/// <summary>
/// A connection's frames as text: whatever it speaks, behind it is the one protocol of <c>frames.proto</c>, so that session, limits,
/// publish path and fan-out are the same for all. One WebSocket message holds one frame. It belongs to one connection; it reads on one
/// thread and writes on any, one at a time.
/// </summary>
internal interface ITextProtocol
{
    /// <summary>Its name, for logs.</summary>
    string Name { get; }

    /// <summary>How its deliveries look.</summary>
    IDeliveryText Deliveries { get; }

    /// <summary>What the client does without saying so once it is connected; null: nothing.</summary>
    Wire.ClientFrame? Opening { get; }

    /// <summary>The client shows signs of life by answering pings of WebSocket, and sends no frames for it.</summary>
    bool AnswersPings { get; }

    /// <summary>Agents may speak it whatever <c>AllowJsonAgents</c> says.</summary>
    bool IsForAgents { get; }

    /// <summary>A client gets none of the messages that its agent sent to a channel.</summary>
    bool SkipsOwn { get; }

    /// <summary>It knows no acknowledgement of what is handed out by inboxes and work queues: handing it over settles it.</summary>
    bool IsSettledByDelivery { get; }

    /// <summary>Reads one message of the client.</summary>
    ClientText Read(ReadOnlyMemory<byte> message);

    /// <summary>Appends what the client is told by a frame, each text ended by a line feed; nothing where it has no words for it.</summary>
    void Write(IBufferWriter<byte> output, Wire.ServerFrame frame);
}
