namespace AgentBus.Protocol.Frames;

/// <summary>One frame within a WebSocket message: what it is, and where its body lies. Offsets, because spans do not cross an await.</summary>
/// <param name="RequestId">Repeated in the answer.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="BodyStart">The offset of the body within the message.</param>
/// <param name="BodyLength">The body's length in bytes.</param>
public readonly record struct ClientFrameHeader(ulong RequestId, ClientFrameKind Kind, int BodyStart, int BodyLength);
