namespace AgentBus.Model;

/// <summary>Who gets the messages of a channel (STR-09).</summary>
public enum ChannelKind
{
    /// <summary>Everyone who follows it. The default.</summary>
    PubSub,

    /// <summary>One of those who serve it, who settles it; always durable.</summary>
    WorkQueue,
}
