using AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>One question to the bus, asked again on the next connection.</summary>
internal sealed class PendingCall(ClientFrame frame, long deadline) : Pending<ServerFrame>(deadline)
{
    public ClientFrame Frame { get; } = frame;

    /// <summary>How often it was asked.</summary>
    public int Asked { get; set; }
}
