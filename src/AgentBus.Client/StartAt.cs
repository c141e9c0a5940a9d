using AgentBus.Client.Internal;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <summary>Where following a channel begins. A <see cref="Client.Position"/> can be given in its place.</summary>
public sealed class StartAt
{
    private readonly DateTimeOffset? _since;
    private readonly bool _acknowledged;

    private StartAt(Position? position = null, DateTimeOffset? since = null, bool acknowledged = false) =>
        (Position, _since, _acknowledged) = (position, since, acknowledged);

    /// <summary>At the live end: only what is published from now on. The default.</summary>
    public static StartAt Live { get; } = new();

    /// <summary>After the position that the agent acknowledged last, in whatever session; at the beginning where it never did.</summary>
    public static StartAt Acknowledged { get; } = new(acknowledged: true);

    internal Position? Position { get; }

    internal bool IsLive => Position is null && _since is null && !_acknowledged;

    /// <summary>After the last position that was dealt with.</summary>
    public static StartAt After(Position position) => new(position);

    /// <summary>At the first message that the bus accepted at or after this time; microseconds count.</summary>
    public static StartAt Since(DateTimeOffset time) => new(since: time);

    /// <summary>Short for <see cref="After"/>.</summary>
    public static implicit operator StartAt(Position position) => After(position);

    internal void Ask(Wire.Subscribe subscribe)
    {
        subscribe.FromAcknowledged = _acknowledged;
        subscribe.SinceUnixUs = _since is { } since ? WireMap.ToMicroseconds(since) : 0;
    }
}
