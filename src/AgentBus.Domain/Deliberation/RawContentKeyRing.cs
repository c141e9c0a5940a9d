using System.Collections.Immutable;
using System.Security.Cryptography;
using AgentBus.Domain.Ports;

namespace AgentBus.Domain.Deliberation;

/// <summary>The keys of a silo for raw content: the first encrypts, all decrypt, so that a key can be changed while cases wait. Immutable and thread-safe.</summary>
/// <param name="keys">The keys; none: nothing is encrypted, so nothing is kept.</param>
public sealed class RawContentKeyRing(params ImmutableArray<RawContentKey> keys) : IRawContentSeal
{
    /// <inheritdoc/>
    public SealedContent? Seal(RawContentBinding binding, ReadOnlySpan<byte> content) =>
        keys.IsEmpty ? null : keys[0].Seal(binding, content, RandomNumberGenerator.GetBytes(RawContentKey.Size));

    /// <inheritdoc/>
    public OpenedContent? Open(RawContentBinding binding, SealedContent content) =>
        keys.FirstOrDefault(key => key.Id == content.KeyId)?.Open(binding, content);
}
