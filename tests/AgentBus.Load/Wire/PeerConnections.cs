using System.Net;
using AgentBus.Load.Drivers;
using AgentBus.Load.Sockets;

namespace AgentBus.Load.Wire;

/// <summary>Opens connections to the yardsticks.</summary>
internal static class PeerConnections
{
    public static EchoSender Sender(IPEndPoint peer, string agent) =>
        new(RawWebSocket.Connect(peer, "/ws", subprotocol: null, bufferBytes: 16 * 1024), MessageTemplate.ToChannel("default-tenant", agent, "science", "load-0"));

    public static CountingReceiver Member(IPEndPoint peer) =>
        new(RawWebSocket.Connect(peer, "/member", subprotocol: null, bufferBytes: 256 * 1024));
}
