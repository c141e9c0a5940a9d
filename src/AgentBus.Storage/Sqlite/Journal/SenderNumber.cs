using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Looks up the number that stands for a sender.</summary>
internal static class SenderNumber
{
    /// <summary>Null for one that never sent.</summary>
    public static long? Find(SqliteSession session, AgentKey sender)
    {
        using var rows = session.Prepare("SELECT sender_no FROM sender WHERE tenant_id = ?1 AND agent = ?2")
            .Bind(1, sender.Tenant).Bind(2, sender.Agent).Query();
        return rows.Next() ? rows.Int64(0) : null;
    }
}
