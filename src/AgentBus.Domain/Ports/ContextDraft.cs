namespace AgentBus.Domain.Ports;

/// <summary>A context as it is to be.</summary>
/// <param name="ContextId">Its name.</param>
/// <param name="Revision">The revision that it must have now; 0: there must be none.</param>
/// <param name="State">Serialised google.protobuf.Struct.</param>
/// <param name="Memory">The same.</param>
/// <param name="ExpiresAt">When it ends unless it is written again.</param>
/// <param name="MaxContexts">A new one is refused where the agent has so many.</param>
public sealed record ContextDraft(
    string ContextId,
    long Revision,
    ReadOnlyMemory<byte> State,
    ReadOnlyMemory<byte> Memory,
    DateTimeOffset ExpiresAt,
    int MaxContexts);
