using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>
/// Sends messages that are addressed to a channel somewhere else (ROOM-15). Rules are tried in the order of the settings; the first that
/// fits decides, once. Empty text and lists say nothing. Where it leads, the sender must be allowed to send.
/// </summary>
[GenerateSerializer, Immutable, Alias("agentbus.RoutingRule")]
public sealed record RoutingRule
{
    /// <summary>Names the rule for people.</summary>
    [Id(0)] public string Name { get; init; } = "";

    /// <summary>Only messages to this room.</summary>
    [Id(1)] public string Room { get; init; } = "";

    /// <summary>Only messages to this channel.</summary>
    [Id(2)] public string Channel { get; init; } = "";

    /// <summary>Only messages of these types.</summary>
    [Id(3)] public ImmutableArray<MessageType> Types { get; init; } = [];

    /// <summary>Only messages of at least this priority.</summary>
    [Id(4)] public Priority MinPriority { get; init; } = Priority.Low;

    /// <summary>Only messages of at least this classification.</summary>
    [Id(5)] public Classification MinClassification { get; init; } = Classification.Public;

    /// <summary>Only messages that mention this capability (ENV-08).</summary>
    [Id(6)] public string Capability { get; init; } = "";

    /// <summary>Only messages with this intent (ENV-09).</summary>
    [Id(7)] public string Intent { get; init; } = "";

    /// <summary>Only messages that mean to do this.</summary>
    [Id(8)] public string Action { get; init; } = "";

    /// <summary>Only messages that mean to use this tool.</summary>
    [Id(9)] public string Tool { get; init; } = "";

    /// <summary>The channel that they go to.</summary>
    [Id(10)] public ChannelName ToChannel { get; init; } = ChannelName.None;

    /// <summary>Or the agent whose inbox they go to.</summary>
    [Id(11)] public string ToAgent { get; init; } = "";
}
