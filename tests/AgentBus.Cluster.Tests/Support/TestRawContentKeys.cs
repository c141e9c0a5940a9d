using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Keys for raw content that tests can take away and exchange.</summary>
internal sealed class TestRawContentKeys : IRawContentSeal
{
    /// <summary>The keys; null: there are none.</summary>
    public RawContentKeyRing? Ring { get; set; } = new(Key(1));

    public static RawContentKey Key(byte fill) => RawContentKey.Read(Convert.ToBase64String(Enumerable.Repeat(fill, 32).ToArray()))!;

    public SealedContent? Seal(RawContentBinding binding, ReadOnlySpan<byte> content) => Ring?.Seal(binding, content);

    public OpenedContent? Open(RawContentBinding binding, SealedContent content) => Ring?.Open(binding, content);
}
