using AgentBus.Client.Internal;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <summary>A part of a channel's history.</summary>
public sealed class HistoryRange
{
    /// <summary>What the bus gives at once.</summary>
    internal const int LargestPage = 1000;

    private readonly Position? _after;
    private readonly ulong _before;
    private readonly DateTimeOffset? _since;

    private HistoryRange(Position? after = null, ulong before = 0, DateTimeOffset? since = null, int? most = null) =>
        (_after, _before, _since, Most) = (after, before, since, most);

    /// <summary>Everything that the bus still holds, oldest first.</summary>
    public static HistoryRange All { get; } = new(after: Position.Beginning);

    /// <summary>So many at most; null: no bound.</summary>
    internal int? Most { get; }

    /// <summary>The last messages, in order; 1 to 1,000.</summary>
    public static HistoryRange Last(int count) => new(most: InPage(count));

    /// <summary>The last messages before a sequence, in order; 1 to 1,000. For paging backwards.</summary>
    public static HistoryRange Before(ulong sequence, int count) => new(before: sequence, most: InPage(count));

    /// <summary>Everything after a position.</summary>
    public static HistoryRange After(Position position) => new(after: position);

    /// <summary>Everything that the bus accepted at or after this time.</summary>
    public static HistoryRange Since(DateTimeOffset time) => new(since: time);

    /// <summary>The first question; <paramref name="page"/> messages at once where there is no bound.</summary>
    internal Wire.ReadHistory Ask(string room, string channel, int page)
    {
        var read = new Wire.ReadHistory { Room = room, Channel = channel, Before = _before, Limit = (uint)(Most ?? page) };
        if (_after is { } after)
        {
            read.After = WireMap.ToWire(after);
        }

        read.SinceUnixUs = _since is { } since ? WireMap.ToMicroseconds(since) : 0;
        return read;
    }

    private static int InPage(int count) =>
        count is > 0 and <= LargestPage ? count : throw new ArgumentOutOfRangeException(nameof(count), count, $"1 to {LargestPage} are allowed.");
}
