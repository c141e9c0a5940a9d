using System.ComponentModel.DataAnnotations;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>A declared channel.</summary>
internal sealed class ChannelOptions
{
    /// <summary>What it is for, e.g. discussion, telemetry, review (ROOM-06).</summary>
    [Required]
    public string Type { get; set; } = "discussion";

    /// <summary>Durable: journalled, with history. Ephemeral: neither.</summary>
    public ChannelDurability Durability { get; set; } = ChannelDurability.Durable;

    /// <summary>PubSub: everyone who follows it gets a message. WorkQueue: one of those who serve it, who settles it; always durable (STR-09).</summary>
    public ChannelKind Kind { get; set; } = ChannelKind.PubSub;

    /// <summary>How much of its history is kept (STR-06); without one as the room says.</summary>
    public RetentionOptions? Retention { get; set; }
}
