using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>How ledgers are written and where they stand.</summary>
internal static class LedgerTables
{
    private const string SelectLedger =
        "SELECT l.tenant_no, l.size, l.root, l.last_leaf, l.taken_through FROM ledger l JOIN tenant t ON t.tenant_no = l.tenant_no WHERE t.tenant_id = ?1";

    private const string SelectTail = "SELECT hashes FROM ledger_tile WHERE tenant_no = ?1 AND level = ?2 AND tile_index = ?3";

    private const string InsertLedger =
        "INSERT OR IGNORE INTO ledger (tenant_no, size, root, last_leaf, taken_through) VALUES (?1, ?2, ?3, ?4, ?5)";

    private const string UpdateLedger =
        "UPDATE ledger SET size = ?2, root = ?3, last_leaf = ?4, taken_through = ?5 WHERE tenant_no = ?1 AND size = ?6 AND root = ?7";

    private const string InsertBatch =
        "INSERT INTO ledger_batch (tenant_no, first_index, first_at, last_at, subjects, ends, entries) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    private const string UpsertTile =
        "INSERT INTO ledger_tile (tenant_no, level, tile_index, hashes) VALUES (?1, ?2, ?3, ?4) "
        + "ON CONFLICT (tenant_no, level, tile_index) DO UPDATE SET hashes = excluded.hashes";

    private const string InsertHead =
        "INSERT OR IGNORE INTO ledger_head (tenant_no, size, signed_at, root, note) VALUES (?1, ?2, ?3, ?4, ?5)";

    private const string SelectHeads = "SELECT size, signed_at, root, note FROM ledger_head WHERE tenant_no = ?1 AND size >= ?2 ORDER BY size, signed_at LIMIT ?3";

    private const string SelectLatestHead = "SELECT size, signed_at, root, note FROM ledger_head WHERE tenant_no = ?1 ORDER BY size DESC, signed_at DESC LIMIT 1";

    public static LedgerState Load(SqliteSession session, string tenant)
    {
        // One moment for head and tiles: an append may be committed meanwhile.
        using var moment = new ReadMoment(session);
        if (FindLedger(session, tenant) is not { } ledger)
        {
            return LedgerState.None;
        }

        List<LedgerTile> tails = [];
        for (var (level, count) = (0, ledger.Head.Size); count > 0; level++, count /= LedgerTile.Width)
        {
            if (count % LedgerTile.Width > 0)
            {
                tails.Add(new LedgerTile(level, count / LedgerTile.Width, ReadTile(session, ledger.Number, level, count / LedgerTile.Width)));
            }
        }

        return new LedgerState(ledger.Head, ledger.LastLeaf, ledger.TakenThrough, tails, FindLatestHead(session, ledger.Number, tenant));
    }

    public static StoredLedger? FindLedger(SqliteSession session, string tenant)
    {
        using var rows = session.Prepare(SelectLedger).Bind(1, tenant).Query();
        return rows.Next()
            ? new StoredLedger(rows.Int64(0), new TreeHead(rows.Int64(1), LedgerHash.Of(rows.Bytes(2))), LedgerHash.Of(rows.Bytes(3)), rows.Int64(4))
            : null;
    }

    /// <summary>The hashes of a tile; empty where it is not there.</summary>
    public static byte[] ReadTile(SqliteSession session, long tenantNumber, int level, long index)
    {
        using var rows = session.Prepare(SelectTail).Bind(1, tenantNumber).Bind(2, level).Bind(3, index).Query();
        return rows.Next() ? rows.Blob(0) : [];
    }

    /// <summary>For the writer's thread, within its transaction.</summary>
    public static AppendOutcome Append(SqliteSession session, long tenantNumber, LedgerAppend append)
    {
        var isFirst = append.Before.Size == 0;
        var statement = session.Prepare(isFirst ? InsertLedger : UpdateLedger)
            .Bind(1, tenantNumber).Bind(2, append.After.Size).Bind(3, append.After.Root.ToBytes()).Bind(4, append.LastLeaf.ToBytes()).Bind(5, append.TakenThrough);
        (isFirst ? statement : statement.Bind(6, append.Before.Size).Bind(7, append.Before.Root.ToBytes())).Run();
        if (session.Changes != 1)
        {
            return AppendOutcome.Fenced;
        }

        var batch = append.Batch;
        session.Prepare(InsertBatch)
            .Bind(1, tenantNumber).Bind(2, append.Before.Size).Bind(3, Micros.From(batch.FirstAt)).Bind(4, Micros.From(batch.LastAt))
            .Bind(5, Subjects(batch)).Bind(6, RunBytes.Write([.. batch.Ends.Select(static end => (long)end)])).Bind(7, batch.Entries.Span)
            .Run();
        foreach (var tile in append.Tiles)
        {
            session.Prepare(UpsertTile).Bind(1, tenantNumber).Bind(2, tile.Level).Bind(3, tile.Index).Bind(4, tile.Hashes.Span).Run();
        }

        return AppendOutcome.Committed;
    }

    public static AppendOutcome AppendHead(SqliteSession session, long tenantNumber, SignedTreeHead head)
    {
        session.Prepare(InsertHead)
            .Bind(1, tenantNumber).Bind(2, head.Head.Size).Bind(3, Micros.From(head.At)).Bind(4, head.Head.Root.ToBytes()).Bind(5, head.Note)
            .Run();
        return AppendOutcome.Committed;
    }

    public static SignedTreeHead? FindLatestHead(SqliteSession session, long tenantNumber, string tenant)
    {
        using var rows = session.Prepare(SelectLatestHead).Bind(1, tenantNumber).Query();
        return rows.Next() ? Head(rows, tenant) : null;
    }

    public static IReadOnlyList<SignedTreeHead> ReadHeads(SqliteSession session, long tenantNumber, string tenant, long fromSize, int max)
    {
        using var rows = session.Prepare(SelectHeads).Bind(1, tenantNumber).Bind(2, fromSize).Bind(3, max).Query();
        List<SignedTreeHead> heads = [];
        while (rows.Next())
        {
            heads.Add(Head(rows, tenant));
        }

        return heads;
    }

    private static SignedTreeHead Head(StatementRows rows, string tenant) =>
        new(tenant, new TreeHead(rows.Int64(0), LedgerHash.Of(rows.Bytes(2))), Micros.To(rows.Int64(1)), rows.Text(3));

    private static byte[] Subjects(LedgerBatch batch)
    {
        List<KeyEntry> entries = [.. batch.Subjects.Select(static (subject, number) => new KeyEntry(KeyHash.Of(subject), number))];
        entries.Sort(static (left, right) => (left.Hash, left.Row).CompareTo((right.Hash, right.Row)));
        return RunBytes.Write(entries);
    }
}
