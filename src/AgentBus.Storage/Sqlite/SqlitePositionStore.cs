using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// Positions as rows beside the journal, in its commits. What is noted while a commit is under way gathers in one work for the next: a
/// thousand acknowledgements of one agent in one channel between two commits are one row.
/// </summary>
internal sealed class SqlitePositionStore(SqliteStore store) : IPositionStore
{
    private readonly Lock _gate = new();
    private PositionWork? _gathering;

    public Task<Position> LoadAsync(ChannelKey channel, AgentKey agent, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(
            session =>
            {
                using var rows = session.Prepare("SELECT epoch, sequence FROM position WHERE tenant_id = ?1 AND agent = ?2 AND room = ?3 AND channel = ?4")
                    .Bind(1, agent.Tenant).Bind(2, agent.Agent).Bind(3, channel.Room).Bind(4, channel.Channel)
                    .Query();
                return rows.Next() ? new Position((ulong)rows.Int64(0), rows.Int64(1)) : default;
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<ChannelKey, Position>> LoadAllAsync(AgentKey agent, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyDictionary<ChannelKey, Position>>(
            session =>
            {
                using var rows = session.Prepare("SELECT room, channel, epoch, sequence FROM position WHERE tenant_id = ?1 AND agent = ?2")
                    .Bind(1, agent.Tenant).Bind(2, agent.Agent)
                    .Query();
                Dictionary<ChannelKey, Position> found = [];
                while (rows.Next())
                {
                    found.Add(new ChannelKey(agent.Tenant, rows.Text(0), rows.Text(1)), new Position((ulong)rows.Int64(2), rows.Int64(3)));
                }

                return found;
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<AgentKey, Position>> LoadConsumersAsync(ChannelKey channel, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyDictionary<AgentKey, Position>>(
            session =>
            {
                using var rows = session.Prepare("SELECT agent, epoch, sequence FROM position WHERE tenant_id = ?1 AND room = ?2 AND channel = ?3")
                    .Bind(1, channel.Tenant).Bind(2, channel.Room).Bind(3, channel.Channel)
                    .Query();
                Dictionary<AgentKey, Position> found = [];
                while (rows.Next())
                {
                    found.Add(new AgentKey(channel.Tenant, rows.Text(0)), new Position((ulong)rows.Int64(1), rows.Int64(2)));
                }

                return found;
            },
            cancellationToken);

    public Task<bool> NoteAsync(AgentKey agent, IReadOnlyList<KeyValuePair<ChannelKey, Position>> positions)
    {
        PositionWork work;
        bool isNew;
        lock (_gate)
        {
            isNew = _gathering is null;
            work = _gathering ??= store.NewPositionWork(Taken);
            foreach (var (channel, position) in positions)
            {
                work.Notes.Add(agent, channel, position);
            }
        }

        if (isNew)
        {
            store.Writer.Submit(work);
        }

        return work.Task;
    }

    /// <summary>The writer has the work now: what comes from here on is for the next.</summary>
    private void Taken(PositionWork work)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_gathering, work))
            {
                _gathering = null;
            }
        }
    }
}
