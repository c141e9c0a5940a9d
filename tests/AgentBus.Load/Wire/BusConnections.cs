using System.Net;
using AgentBus.Load.Drivers;
using AgentBus.Load.Sockets;
using AgentBus.Protocol;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Load.Wire;

/// <summary>Opens connections to a silo: handshake, hello, welcome, and where wanted a subscription.</summary>
internal static class BusConnections
{
    private const int SenderBuffer = 16 * 1024;
    private const int ReceiverBuffer = 256 * 1024;
    private const uint ReplyPatienceMs = 10_000;

    public static BusSender Sender(IPEndPoint silo, string token, string tenant, string agent, string room, string channel, bool durable) =>
        new(Open(silo, token, SenderBuffer), MessageTemplate.ToChannel(tenant, agent, room, channel), durable);

    /// <summary>Sends to an agent's inbox.</summary>
    public static BusSender DirectSender(IPEndPoint silo, string token, string tenant, string agent, string receiver) =>
        new(Open(silo, token, SenderBuffer), new MessageTemplate(tenant, agent, envelope => envelope.ToAgent = receiver), durable: true);

    /// <summary>Asks an agent.</summary>
    public static Requester Requester(IPEndPoint silo, string token, string tenant, string agent, string responder, SeenMessages seen) => new(
        Open(silo, token, ReceiverBuffer, "requester"),
        new MessageTemplate(tenant, agent, envelope => (envelope.ToAgent, envelope.MessageType) = (responder, MessageType.Query), ReplyPatienceMs),
        seen);

    /// <summary>Takes what comes to the inbox of the token's agent.</summary>
    public static QueueReceiver InboxReceiver(IPEndPoint silo, string token, SeenMessages seen) => new(Open(silo, token, ReceiverBuffer, "receiver"), seen);

    /// <summary>Answers what comes to the inbox of the token's agent.</summary>
    public static Responder Responder(IPEndPoint silo, string token, SeenMessages seen) => new(Open(silo, token, ReceiverBuffer, "receiver"), seen);

    /// <summary>Serves a work queue.</summary>
    public static QueueReceiver Worker(IPEndPoint silo, string token, string room, string channel, SeenMessages seen)
    {
        var socket = Open(silo, token, ReceiverBuffer);
        Send(socket, new ClientFrame { RequestId = 2, Subscribe = new Subscribe { Room = room, Channel = channel } });
        Expect(socket, ServerFrame.BodyOneofCase.Subscribed);
        return new QueueReceiver(socket, seen);
    }

    public static BusReceiver Receiver(IPEndPoint silo, string token, string room, string channel)
    {
        var socket = Open(silo, token, ReceiverBuffer);
        Send(socket, new ClientFrame { RequestId = 2, Subscribe = new Subscribe { Room = room, Channel = channel } });
        Expect(socket, ServerFrame.BodyOneofCase.Subscribed);
        return new BusReceiver(socket);
    }

    /// <param name="silo">The silo.</param>
    /// <param name="token">Whose connection it is.</param>
    /// <param name="bufferBytes">For what comes in.</param>
    /// <param name="name">Registers the agent, which gives it an inbox; empty: not.</param>
    public static RawWebSocket Open(IPEndPoint silo, string token, int bufferBytes, string name = "")
    {
        var socket = RawWebSocket.Connect(silo, "/ws", ProtocolVersion.BinarySubprotocol, bufferBytes);
        Send(socket, new ClientFrame
        {
            RequestId = 1,
            Hello = new Hello { ProtocolVersions = { ProtocolVersion.Current }, ConstitutionalHash = "cdd01ef066bc6cf2", Token = token, Name = name },
        });
        Expect(socket, ServerFrame.BodyOneofCase.Welcome);
        return socket;
    }

    private static void Send(RawWebSocket socket, ClientFrame frame) =>
        socket.Send(ClientFraming.Frame(new ClientFrames { Frames = { frame } }.ToByteArray(), out _, out _));

    private static void Expect(RawWebSocket socket, ServerFrame.BodyOneofCase expected)
    {
        var answer = ServerFrames.Parser.ParseFrom(socket.ReadOne());
        if (answer.Frames[0].BodyCase != expected)
        {
            throw new InvalidDataException($"Expected {expected}, got {answer}");
        }
    }
}
