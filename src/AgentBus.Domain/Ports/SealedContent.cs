namespace AgentBus.Domain.Ports;

/// <summary>Content that was encrypted. The salt is as good as the key: without it, nothing opens the rest any more.</summary>
/// <param name="KeyId">The key that opens it.</param>
/// <param name="Salt">Random, of this content alone.</param>
/// <param name="Bytes">The encrypted content and its tag.</param>
public sealed record SealedContent(string KeyId, ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> Bytes);
