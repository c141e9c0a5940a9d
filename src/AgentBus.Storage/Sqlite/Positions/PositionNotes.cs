using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>The newest of the positions that were noted, by agent and channel. Not thread-safe.</summary>
internal sealed class PositionNotes
{
    private readonly Dictionary<(AgentKey Agent, ChannelKey Channel), Position> _newest = [];

    public int Count => _newest.Count;

    /// <summary>Notes a position; within one epoch the higher sequence wins, else the later note.</summary>
    public void Add(AgentKey agent, ChannelKey channel, Position position)
    {
        if (!_newest.TryGetValue((agent, channel), out var known) || known.Epoch != position.Epoch || known.Sequence < position.Sequence)
        {
            _newest[(agent, channel)] = position;
        }
    }

    /// <summary>Writes them. For the writer's thread, within its transaction.</summary>
    public void Write(SqliteSession session)
    {
        var upsert = session.Prepare(
            "INSERT INTO position (tenant_id, agent, room, channel, epoch, sequence) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
            + "ON CONFLICT (tenant_id, agent, room, channel) DO UPDATE SET epoch = excluded.epoch, sequence = excluded.sequence "
            + "WHERE epoch <> excluded.epoch OR sequence < excluded.sequence");
        foreach (var ((agent, channel), position) in _newest)
        {
            upsert.Bind(1, agent.Tenant).Bind(2, agent.Agent).Bind(3, channel.Room).Bind(4, channel.Channel)
                .Bind(5, (long)position.Epoch).Bind(6, position.Sequence)
                .Run();
        }
    }
}
