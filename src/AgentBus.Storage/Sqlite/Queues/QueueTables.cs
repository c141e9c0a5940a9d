using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Sqlite;

/// <summary>Writes what is settled of queues. For the writer's thread only.</summary>
internal sealed class QueueTables(SqliteSession session)
{
    private const string SetMark =
        "INSERT INTO queue_mark (channel_no, settled_through) VALUES (?1, ?2) "
        + "ON CONFLICT (channel_no) DO UPDATE SET settled_through = excluded.settled_through WHERE excluded.settled_through > settled_through";

    private const string PutItem =
        "INSERT INTO queue_item (channel_no, sequence, attempts) VALUES (?1, ?2, ?3) ON CONFLICT (channel_no, sequence) DO UPDATE SET attempts = excluded.attempts";

    public void Write(long channel, QueueChange change)
    {
        foreach (var sequence in change.Settled)
        {
            session.Prepare(PutItem).Bind(1, channel).Bind(2, sequence).BindNull(3).Run();
        }

        foreach (var (sequence, attempts) in change.Attempts)
        {
            session.Prepare(PutItem).Bind(1, channel).Bind(2, sequence).Bind(3, attempts).Run();
        }

        session.Prepare(SetMark).Bind(1, channel).Bind(2, change.SettledThrough).Run();
        session.Prepare("DELETE FROM queue_item WHERE channel_no = ?1 AND sequence <= ?2").Bind(1, channel).Bind(2, change.SettledThrough).Run();
    }
}
