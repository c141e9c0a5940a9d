using AgentBus.Protocol.Wire;

namespace AgentBus.Protocol.Envelopes;

/// <summary>A google.protobuf.Timestamp off the wire, unchecked.</summary>
/// <param name="IsPresent">The field was there.</param>
/// <param name="Seconds">Seconds since the Unix epoch.</param>
/// <param name="Nanos">Nanoseconds on top.</param>
public readonly record struct WireTime(bool IsPresent, long Seconds, int Nanos)
{
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    /// <summary>Tells whether it lies between the years 1 and 9999 as the type demands; an absent one does.</summary>
    public bool IsValid => Seconds is >= FirstSecond and <= LastSecond && Nanos is >= 0 and < 1_000_000_000;

    /// <summary>As a time, cut to 100 ns; null where absent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not valid.</exception>
    public DateTimeOffset? ToTime() =>
        IsPresent ? DateTimeOffset.FromUnixTimeSeconds(Seconds).AddTicks(Nanos / TimeSpan.NanosecondsPerTick) : null;

    /// <summary>Takes what a further occurrence of the field says, as Protobuf merges messages.</summary>
    internal WireTime MergedWith(ReadOnlySpan<byte> message)
    {
        var (seconds, nanos) = (Seconds, Nanos);
        var reader = new WireReader(message);
        while (!reader.AtEnd && reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out var value, out _))
        {
            switch (number)
            {
                case 1: seconds = (long)value; break;
                case 2: nanos = (int)value; break;
            }
        }

        return new WireTime(true, seconds, nanos);
    }
}
