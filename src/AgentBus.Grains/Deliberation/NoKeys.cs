using AgentBus.Domain.Admission;

namespace AgentBus.Grains.Deliberation;

/// <summary>No memory of keys: for a case the journal is asked.</summary>
internal sealed class NoKeys : IDeliveredKeys
{
    /// <summary>The one.</summary>
    public static NoKeys Instance { get; } = new();

    /// <inheritdoc/>
    public KeyLookup Find(string idempotencyKey, ReadOnlyMemory<byte> bodyDigest) => new(KeyState.Unknown);
}
