using System.Text.Json.Serialization;
using Orleans;

namespace AgentBus.Model;

/// <summary>How a channel behaves and who may use it. Empty role lists: everyone whose subject patterns allow it.</summary>
/// <param name="Name">The channel's id.</param>
/// <param name="Type">What it is for, e.g. "discussion" (ROOM-06).</param>
/// <param name="Durability">Durable or ephemeral.</param>
/// <param name="Hardcoded">Declared by configuration: it cannot be deleted (ROOM-07).</param>
/// <param name="CreatedAt">When.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="Kind">Who gets its messages.</param>
/// <param name="Retention">How much of its history is kept; null: as the room says.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ChannelSettings")]
public sealed record ChannelSettings(
    [property: Id(0)] string Name,
    [property: Id(1)] string Type,
    [property: Id(2)] ChannelDurability Durability,
    [property: Id(3)] bool Hardcoded,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] string CreatedBy,
    [property: Id(6)] ChannelKind Kind = ChannelKind.PubSub,
    [property: Id(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RetentionLimits? Retention = null);
