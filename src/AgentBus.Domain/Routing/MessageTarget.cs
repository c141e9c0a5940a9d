using AgentBus.Model;

namespace AgentBus.Domain.Routing;

/// <summary>Where a message goes: a channel, or an agent's inbox, or (before it is resolved) nowhere.</summary>
public readonly record struct MessageTarget
{
    private MessageTarget(ChannelKey? channel, AgentKey? agent)
    {
        Channel = channel;
        Agent = agent;
    }

    /// <summary>The channel; null for a direct message.</summary>
    public ChannelKey? Channel { get; }

    /// <summary>The agent; null for a message to a channel.</summary>
    public AgentKey? Agent { get; }

    /// <summary>Names nothing.</summary>
    public bool IsNone => Channel is null && Agent is null;

    /// <summary>A channel.</summary>
    public static MessageTarget Of(ChannelKey channel) => new(channel, null);

    /// <summary>An agent's inbox.</summary>
    public static MessageTarget Of(AgentKey agent) => new(null, agent);

    /// <summary>The name that clients use: <c>room:channel</c>, or the agent's id; empty for nothing.</summary>
    public string Name => Channel is { } channel ? channel.Name : Agent?.Agent ?? "";
}
