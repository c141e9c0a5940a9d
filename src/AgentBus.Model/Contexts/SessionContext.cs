using Orleans;

namespace AgentBus.Model;

/// <summary>The state and memory that an agent keeps under a name, over sessions, sockets and restarts (TRN-15).</summary>
/// <param name="ContextId">The name, e.g. an envelope's context_id: 1 to 128 characters.</param>
/// <param name="Revision">Grows with each write, over all contexts of the agent; 0: there is no such context.</param>
/// <param name="State">Serialised google.protobuf.Struct.</param>
/// <param name="Memory">The same.</param>
/// <param name="UpdatedAt">When it was written.</param>
/// <param name="ExpiresAt">When it ends unless it is written again.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SessionContext")]
public sealed record SessionContext(
    [property: Id(0)] string ContextId,
    [property: Id(1)] long Revision,
    [property: Id(2)] ReadOnlyMemory<byte> State,
    [property: Id(3)] ReadOnlyMemory<byte> Memory,
    [property: Id(4)] DateTimeOffset UpdatedAt,
    [property: Id(5)] DateTimeOffset ExpiresAt)
{
    /// <summary>What is answered where there is none.</summary>
    public static SessionContext Missing(string contextId) =>
        new(contextId, 0, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
}
