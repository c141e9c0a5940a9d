using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Rooms;

/// <summary>How far the members of a channel are behind (STR-06).</summary>
public static class LagRules
{
    /// <summary>Compares positions with the head. A member without a position in this history has everything before it that can be read.</summary>
    /// <param name="epoch">The history.</param>
    /// <param name="first">The oldest sequence that can be read; 0: none.</param>
    /// <param name="head">The last one.</param>
    /// <param name="members">The members.</param>
    /// <param name="positions">What they acknowledged.</param>
    public static ChannelLag Of(ulong epoch, long first, long head, ImmutableArray<AgentKey> members, IReadOnlyDictionary<AgentKey, Position> positions)
    {
        var gone = first > 0 ? first - 1 : head;
        return new ChannelLag(epoch, head, [.. members.Select(member =>
        {
            var acknowledged = positions.TryGetValue(member, out var position) && position.Epoch == epoch ? Math.Min(position.Sequence, head) : 0;
            return new ConsumerLag(member, acknowledged, head - Math.Max(acknowledged, gone));
        })]);
    }
}
