using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>Sends messages that are addressed to a channel somewhere else (ROOM-15). Rules are tried by name, in ordinal order; the first that fits decides.</summary>
internal sealed class RoutingRuleOptions
{
    /// <summary>Only messages to this room; empty: any.</summary>
    public string Room { get; set; } = "";

    /// <summary>Only messages to this channel; empty: any.</summary>
    public string Channel { get; set; } = "";

    /// <summary>Only messages of these types; empty: any.</summary>
    public IList<MessageType> Types { get; set; } = [];

    /// <summary>Only messages of at least this priority.</summary>
    public Priority MinPriority { get; set; } = Priority.Low;

    /// <summary>Only messages of at least this classification.</summary>
    public Classification MinClassification { get; set; } = Classification.Public;

    /// <summary>Only messages that mention this capability; empty: any.</summary>
    public string Capability { get; set; } = "";

    /// <summary>Only messages with this intent; empty: any.</summary>
    public string Intent { get; set; } = "";

    /// <summary>Only messages that mean to do this; empty: any.</summary>
    public string Action { get; set; } = "";

    /// <summary>Only messages that mean to use this tool; empty: any.</summary>
    public string Tool { get; set; } = "";

    /// <summary>The room that they go to; with ToChannel.</summary>
    public string ToRoom { get; set; } = "";

    /// <summary>The channel that they go to.</summary>
    public string ToChannel { get; set; } = "";

    /// <summary>Or the agent whose inbox they go to.</summary>
    public string ToAgent { get; set; } = "";

    /// <summary>The rule under its name.</summary>
    public RoutingRule ToRule(string name) => new()
    {
        Name = name,
        Room = Room,
        Channel = Channel,
        Types = [.. Types],
        MinPriority = MinPriority,
        MinClassification = MinClassification,
        Capability = Capability,
        Intent = Intent,
        Action = Action,
        Tool = Tool,
        ToChannel = new ChannelName(ToRoom, ToChannel),
        ToAgent = ToAgent,
    };
}
