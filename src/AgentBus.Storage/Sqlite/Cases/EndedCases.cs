namespace AgentBus.Storage.Sqlite;

/// <summary>Cases that are over and keep what people said of them, by the time of their end, so that retention finds them. For the writer's thread, within its transaction.</summary>
internal static class EndedCases
{
    private const string Insert = "INSERT OR IGNORE INTO deliberation_ended (tenant_id, case_id, ended_at) VALUES (?1, ?2, ?3)";
    private const string Delete = "DELETE FROM deliberation_ended WHERE tenant_id = ?1 AND case_id = ?2";
    private const string DeleteVotes = "DELETE FROM deliberation_vote WHERE tenant_id = ?1 AND case_id = ?2";

    /// <summary>The case is over.</summary>
    public static void Add(SqliteSession session, string tenant, string caseId, DateTimeOffset endedAt) =>
        session.Prepare(Insert).Bind(1, tenant).Bind(2, caseId).Bind(3, Micros.From(endedAt)).Run();

    /// <summary>What was kept of it goes.</summary>
    public static void Retire(SqliteSession session, string tenant, string caseId)
    {
        session.Prepare(DeleteVotes).Bind(1, tenant).Bind(2, caseId).Run();
        session.Prepare(Delete).Bind(1, tenant).Bind(2, caseId).Run();
    }
}
