using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Memberships as rows beside the journal, in its commits.</summary>
internal sealed class SqliteMembershipStore(SqliteStore store) : IMembershipStore
{
    public Task<IReadOnlyList<AgentKey>> LoadMembersAsync(ChannelKey channel, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<AgentKey>>(
            session => Agents(
                channel.Tenant,
                session.Prepare("SELECT agent FROM member WHERE tenant_id = ?1 AND room = ?2 AND channel = ?3 ORDER BY agent")
                    .Bind(1, channel.Tenant).Bind(2, channel.Room).Bind(3, channel.Channel)),
            cancellationToken);

    public Task<IReadOnlyList<AgentKey>> LoadMembersAsync(RoomKey room, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<AgentKey>>(
            session => Agents(
                room.Tenant,
                session.Prepare("SELECT DISTINCT agent FROM member WHERE tenant_id = ?1 AND room = ?2 ORDER BY agent")
                    .Bind(1, room.Tenant).Bind(2, room.Room)),
            cancellationToken);

    public Task<IReadOnlyList<ChannelKey>> LoadMembershipsAsync(AgentKey agent, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<ChannelKey>>(
            session =>
            {
                using var rows = session.Prepare("SELECT room, channel FROM member WHERE tenant_id = ?1 AND agent = ?2 ORDER BY room, channel")
                    .Bind(1, agent.Tenant).Bind(2, agent.Agent)
                    .Query();
                List<ChannelKey> channels = [];
                while (rows.Next())
                {
                    channels.Add(new ChannelKey(agent.Tenant, rows.Text(0), rows.Text(1)));
                }

                return channels;
            },
            cancellationToken);

    public Task<bool> AddAsync(ChannelKey channel, AgentKey agent, DateTimeOffset at) =>
        ChangeAsync(session => session
            .Prepare("INSERT OR IGNORE INTO member (tenant_id, room, channel, agent, since) VALUES (?1, ?2, ?3, ?4, ?5)")
            .Bind(1, channel.Tenant).Bind(2, channel.Room).Bind(3, channel.Channel).Bind(4, agent.Agent).Bind(5, Micros.From(at))
            .Run());

    public Task<bool> RemoveAsync(ChannelKey channel, AgentKey agent) =>
        ChangeAsync(session => session
            .Prepare("DELETE FROM member WHERE tenant_id = ?1 AND room = ?2 AND channel = ?3 AND agent = ?4")
            .Bind(1, channel.Tenant).Bind(2, channel.Room).Bind(3, channel.Channel).Bind(4, agent.Agent)
            .Run());

    private static List<AgentKey> Agents(string tenant, Statement select)
    {
        using var rows = select.Query();
        List<AgentKey> agents = [];
        while (rows.Next())
        {
            agents.Add(new AgentKey(tenant, rows.Text(0)));
        }

        return agents;
    }

    private async Task<bool> ChangeAsync(Action<SqliteSession> change)
    {
        try
        {
            return await store.WriteAsync(session =>
            {
                change(session);
                return true;
            });
        }
        catch (IOException)
        {
            return false;
        }
    }
}
