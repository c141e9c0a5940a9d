using Orleans;

namespace AgentBus.Model;

/// <summary>A room and a channel as a client names them, unchecked; either may be empty.</summary>
/// <param name="Room">The room.</param>
/// <param name="Channel">The channel.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ChannelName")]
public readonly record struct ChannelName([property: Id(0)] string Room, [property: Id(1)] string Channel)
{
    /// <summary>Names nothing.</summary>
    public static ChannelName None { get; } = new("", "");

    /// <inheritdoc/>
    public override string ToString() => $"{Room}:{Channel}";
}
