using AgentBus.Domain.Admission;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Who is in which room, of those whom an agent lately wrote to in a channel <c>pm</c>. Read before admission, trusted for as long as a
/// tenant's settings are.
/// </summary>
internal sealed class RoomMembers(IMembershipStore memberships, TimeProvider time, TimeSpan trust) : IRoomMembers
{
    // Clients name agents, so what is kept must be bounded.
    private const int MaxKept = 1_024;

    private readonly Dictionary<AgentKey, (HashSet<string> Rooms, DateTimeOffset Until)> _rooms = [];

    /// <inheritdoc/>
    public bool IsMember(AgentKey agent, RoomKey room) =>
        agent.Tenant == room.Tenant && _rooms.TryGetValue(agent, out var known) && known.Until > time.GetUtcNow() && known.Rooms.Contains(room.Room);

    /// <summary>Reads in which rooms the agent is, unless that is known.</summary>
    public async Task LookUpAsync(AgentKey agent)
    {
        if (_rooms.TryGetValue(agent, out var known) && known.Until > time.GetUtcNow())
        {
            return;
        }

        var channels = await memberships.LoadMembershipsAsync(agent, CancellationToken.None);
        if (_rooms.Count >= MaxKept)
        {
            _rooms.Clear();
        }

        _rooms[agent] = ([.. channels.Select(static channel => channel.Room)], time.GetUtcNow() + trust);
    }
}
