using System.Collections.Immutable;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Rooms;

/// <summary>Who follows a channel. A change counts when it is durable.</summary>
internal sealed class Members(ChannelKey channel, IMembershipStore store, int max)
{
    private static readonly Refusal NotStored = new(Code.StorageUnavailable, "The membership could not be stored. Try again.", TimeSpan.FromSeconds(1));
    private static readonly Refusal Full = new(Code.LimitExceeded, "The channel has as many members as it may have.");

    private readonly HashSet<AgentKey> _members = [];

    /// <summary>Reads the members; to be called once, before anything else.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) =>
        _members.UnionWith(await store.LoadMembersAsync(channel, cancellationToken));

    /// <summary>Makes the agent a member; null when it is one.</summary>
    public async Task<Refusal?> AddAsync(AgentKey agent, DateTimeOffset now)
    {
        if (_members.Contains(agent))
        {
            return null;
        }

        if (_members.Count >= max)
        {
            return Full;
        }

        if (!await store.AddAsync(channel, agent, now))
        {
            return NotStored;
        }

        _members.Add(agent);
        return null;
    }

    /// <summary>Ends the membership. Where it cannot be stored the agent stays a member, and its next leave tries again.</summary>
    public async Task RemoveAsync(AgentKey agent)
    {
        if (_members.Contains(agent) && await store.RemoveAsync(channel, agent))
        {
            _members.Remove(agent);
        }
    }

    /// <summary>The members, in ordinal order.</summary>
    public ImmutableArray<AgentKey> InOrder() => [.. _members.OrderBy(member => member.Agent, StringComparer.Ordinal)];
}
