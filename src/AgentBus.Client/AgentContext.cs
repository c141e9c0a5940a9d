using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Client;

/// <summary>What an agent keeps for one context over its sessions (TRN-15). Change it by <c>with</c> and write it.</summary>
public sealed record AgentContext
{
    /// <summary>The context: <c>Envelope.context_id</c>, or any other name.</summary>
    public required string ContextId { get; init; }

    /// <summary>Counts the writes; 0: there is none yet.</summary>
    public ulong Revision { get; init; }

    /// <summary>Where the work stands.</summary>
    public Struct State { get; init; } = new();

    /// <summary>What the agent remembers.</summary>
    public Struct Memory { get; init; } = new();

    /// <summary>When it was written; null: never.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
