using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// Writes and deletes what is kept of held messages as they came. SQLite overwrites what it frees only while secure_delete is on; it is on for
/// these statements alone, since it costs every other one a page. For the writer's thread, within its transaction.
/// </summary>
internal static class RawContents
{
    private const string Insert = "INSERT OR REPLACE INTO deliberation_raw (tenant_id, case_id, key_id, salt, sealed) VALUES (?1, ?2, ?3, ?4, ?5)";
    private const string Select = "SELECT 1 FROM deliberation_raw WHERE tenant_id = ?1 AND case_id = ?2";
    private const string Remove = "DELETE FROM deliberation_raw WHERE tenant_id = ?1 AND case_id = ?2";

    /// <summary>Stores it. Rows that make room for it leave nothing behind either.</summary>
    public static void Put(SqliteSession session, string tenant, string caseId, SealedContent content) => Overwriting(session, () =>
        session.Prepare(Insert).Bind(1, tenant).Bind(2, caseId).Bind(3, content.KeyId).Bind(4, content.Salt.Span).Bind(5, content.Bytes.Span).Run());

    /// <summary>Deletes it, where there is any.</summary>
    public static void Delete(SqliteSession session, string tenant, string caseId)
    {
        if (Has(session, tenant, caseId))
        {
            Overwriting(session, () => session.Prepare(Remove).Bind(1, tenant).Bind(2, caseId).Run());
        }
    }

    /// <summary>Does something that leaves no trace of what it frees.</summary>
    public static void Overwriting(SqliteSession session, Action change)
    {
        session.Execute("PRAGMA secure_delete = ON");
        try
        {
            change();
        }
        finally
        {
            session.Execute("PRAGMA secure_delete = OFF");
        }
    }

    private static bool Has(SqliteSession session, string tenant, string caseId)
    {
        using var rows = session.Prepare(Select).Bind(1, tenant).Bind(2, caseId).Query();
        return rows.Next();
    }
}
