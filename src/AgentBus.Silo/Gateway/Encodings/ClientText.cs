using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Encodings;

/// <summary>What a client's text says.</summary>
/// <param name="RequestId">The request that it names; 0: none.</param>
/// <param name="Frame">The frame; null where it is refused, or says nothing.</param>
/// <param name="Refusal">What is wrong with it; null: nothing.</param>
internal readonly record struct ClientText(ulong RequestId, Wire.ClientFrame? Frame, Refusal? Refusal)
{
    /// <summary>A frame.</summary>
    public static ClientText Of(Wire.ClientFrame frame) => new(frame.RequestId, frame, null);

    /// <summary>A text that is refused.</summary>
    public static ClientText Refused(ulong requestId, Refusal refusal) => new(requestId, null, refusal);
}
