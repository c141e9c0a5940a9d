using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>Times and positions as frames carry them. What a client sends may be any number; it is brought into range.</summary>
internal static class FrameValues
{
    private static readonly long Last = Microseconds(DateTimeOffset.MaxValue);

    /// <summary>Microseconds since 1970.</summary>
    public static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The moment; null for 0. One before 1970 is taken for the beginning.</summary>
    public static DateTimeOffset? Moment(long microseconds) =>
        microseconds == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(microseconds, 0, Last) * TimeSpan.TicksPerMicrosecond);

    /// <summary>The position.</summary>
    public static Position Position(Wire.Position position) => new(position.Epoch, (long)Math.Min(position.Sequence, long.MaxValue));
}
