using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>How many a message reaches.</summary>
public enum Reach
{
    /// <summary>Nobody.</summary>
    Nobody,

    /// <summary>One agent.</summary>
    One,

    /// <summary>Two to ten agents.</summary>
    Few,

    /// <summary>The followers of a channel.</summary>
    Channel,

    /// <summary>More than ten agents.</summary>
    Many,

    /// <summary>Every member of a room.</summary>
    Room,
}

/// <summary>Reads it off a target.</summary>
internal static class Reaches
{
    private const int Few = 10;

    public static Reach Of(in MessageTarget target) =>
        target.Channel is { } channel ? (channel.Channel == ChannelKey.Everyone ? Reach.Room : Reach.Channel)
        : target.Direct?.Receivers.Length switch
        {
            null or 0 => Reach.Nobody,
            1 => Reach.One,
            <= Few => Reach.Few,
            _ => Reach.Many,
        };
}
