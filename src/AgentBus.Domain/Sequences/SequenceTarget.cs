using System.Collections.Immutable;
using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Sequences;

/// <summary>Where a remembered message went. It refers to what the message named and copies nothing.</summary>
/// <param name="Channel">The channel; null for a direct message.</param>
/// <param name="Receivers">The agents; empty for a channel.</param>
internal readonly record struct SequenceTarget(ChannelKey? Channel, ImmutableArray<AgentKey> Receivers)
{
    public static SequenceTarget Of(in MessageTarget target) =>
        new(target.Channel, target.Direct is { Receivers.IsDefault: false } direct ? direct.Receivers : []);

    /// <summary>The same place; receivers are compared by what they are, in their order.</summary>
    public bool Equals(SequenceTarget other) => Channel == other.Channel && Receivers.AsSpan().SequenceEqual(other.Receivers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Channel, Receivers.Length);
}
