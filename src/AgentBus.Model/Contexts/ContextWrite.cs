using Orleans;

namespace AgentBus.Model;

/// <summary>Replaces a context of the session's agent where nobody did in between.</summary>
/// <param name="Session">The session.</param>
/// <param name="ContextId">The context's name: 1 to 128 characters, none of them a control character.</param>
/// <param name="Revision">The revision that was read; 0: there was none. Another one now: <see cref="Code.RevisionConflict"/>.</param>
/// <param name="State">Serialised google.protobuf.Struct.</param>
/// <param name="Memory">The same; both together at most 256 KiB.</param>
/// <param name="TimeToLive">How long it stays unless it is written again; zero: the bus chooses.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ContextWrite")]
public sealed record ContextWrite(
    [property: Id(0)] SessionToken Session,
    [property: Id(1)] string ContextId,
    [property: Id(2)] long Revision,
    [property: Id(3)] ReadOnlyMemory<byte> State,
    [property: Id(4)] ReadOnlyMemory<byte> Memory,
    [property: Id(5)] TimeSpan TimeToLive);
