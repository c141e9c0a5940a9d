using AgentBus.Model;

namespace AgentBus.Domain.Routing;

/// <summary>Where a message goes: a channel, or inboxes of agents, or (a sign of life, and what is not resolved) nowhere.</summary>
public readonly record struct MessageTarget
{
    private MessageTarget(ChannelKey? channel, DirectTarget? direct)
    {
        Channel = channel;
        Direct = direct;
    }

    /// <summary>The channel; null for a direct message.</summary>
    public ChannelKey? Channel { get; }

    /// <summary>The receivers; null for a message to a channel.</summary>
    public DirectTarget? Direct { get; }

    /// <summary>Names nothing.</summary>
    public bool IsNone => Channel is null && Direct is null;

    /// <summary>A channel.</summary>
    public static MessageTarget Of(ChannelKey channel) => new(channel, null);

    /// <summary>Inboxes of agents.</summary>
    public static MessageTarget Of(DirectTarget direct) => new(null, direct);

    /// <summary>The name that clients use: <c>room:channel</c>, or the receivers' ids; empty for nothing.</summary>
    public string Name => Channel is { } channel ? channel.Name : Direct?.Name ?? "";
}
