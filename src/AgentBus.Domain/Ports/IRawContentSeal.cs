using AgentBus.Domain.Deliberation;

namespace AgentBus.Domain.Ports;

/// <summary>Encrypts what is kept of held messages as they came, and decrypts it. Thread-safe.</summary>
public interface IRawContentSeal
{
    /// <summary>Encrypts it for one message of one case; null: there is no key.</summary>
    SealedContent? Seal(RawContentBinding binding, ReadOnlySpan<byte> content);

    /// <summary>Decrypts it; null: its key is not there, it was encrypted for another message, or it was changed.</summary>
    OpenedContent? Open(RawContentBinding binding, SealedContent content);
}
