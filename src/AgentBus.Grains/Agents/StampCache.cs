using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>The last stamp of each classification with its bytes: what one agent sends mostly gets the same stamp again.</summary>
internal sealed class StampCache(IEnvelopeCodec codec)
{
    private (Stamp? Stamp, ReadOnlyMemory<byte> Bytes)[]? _last;

    /// <summary>The stamp's bytes.</summary>
    public ReadOnlyMemory<byte> Encode(Stamp stamp)
    {
        _last ??= new (Stamp?, ReadOnlyMemory<byte>)[Enum.GetValues<Classification>().Length];
        ref var last = ref _last[(int)stamp.Classification];
        if (last.Stamp != stamp)
        {
            last = (stamp, codec.EncodeStamp(stamp));
        }

        return last.Bytes;
    }
}
