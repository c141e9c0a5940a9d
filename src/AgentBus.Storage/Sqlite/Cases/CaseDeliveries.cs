namespace AgentBus.Storage.Sqlite;

/// <summary>
/// What of a case the journal has. A case that ended without a delivery has the row of <see cref="Closed"/>, so whichever of the end and the
/// message commits first keeps the other out. For the writer's thread, within its transaction.
/// </summary>
internal static class CaseDeliveries
{
    // No message has an empty key.
    private const string Closed = "";

    private const string Insert = "INSERT OR IGNORE INTO deliberation_delivery (tenant_id, case_id, idempotency_key) VALUES (?1, ?2, ?3)";
    private const string SelectAny = "SELECT 1 FROM deliberation_delivery WHERE tenant_id = ?1 AND case_id = ?2 AND idempotency_key <> ''";

    private const string SelectOne =
        "SELECT 1 FROM deliberation_delivery WHERE tenant_id = ?1 AND case_id = ?2 AND (idempotency_key = ?3 OR idempotency_key = '')";

    /// <summary>The message of the case is stored under the key.</summary>
    public static void Add(SqliteSession session, string tenant, string caseId, string key) =>
        session.Prepare(Insert).Bind(1, tenant).Bind(2, caseId).Bind(3, key).Run();

    /// <summary>Messages of cases are stored nowhere and handed out now: all, or none of them where one must not be.</summary>
    public static bool Claim(SqliteSession session, string tenant, IReadOnlyList<(string CaseId, string Key)> claims)
    {
        if (claims.Any(claim => Forbids(session, tenant, claim.CaseId, claim.Key)))
        {
            return false;
        }

        foreach (var (caseId, key) in claims)
        {
            Add(session, tenant, caseId, key);
        }

        return true;
    }

    /// <summary>The case ended, and no message of it is to be stored any more.</summary>
    public static void Close(SqliteSession session, string tenant, string caseId) => Add(session, tenant, caseId, Closed);

    /// <summary>Whether the message is stored under any key.</summary>
    public static bool Has(SqliteSession session, string tenant, string caseId)
    {
        using var rows = session.Prepare(SelectAny).Bind(1, tenant).Bind(2, caseId).Query();
        return rows.Next();
    }

    /// <summary>Whether the message must not be stored under the key: it is, or the case has ended.</summary>
    public static bool Forbids(SqliteSession session, string tenant, string caseId, string key)
    {
        using var rows = session.Prepare(SelectOne).Bind(1, tenant).Bind(2, caseId).Bind(3, key).Query();
        return rows.Next();
    }
}
