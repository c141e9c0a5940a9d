using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Reads ledgers of the journal's file.</summary>
internal sealed class SqliteLedgerReader(ReaderPool readers) : ILedgerReader
{
    private const string SelectTenants = "SELECT t.tenant_id FROM ledger l JOIN tenant t ON t.tenant_no = l.tenant_no ORDER BY t.tenant_id";

    private const string SelectBatches =
        "SELECT first_index, ends, entries FROM ledger_batch WHERE tenant_no = ?1 AND first_index >= "
        + "coalesce((SELECT max(first_index) FROM ledger_batch WHERE tenant_no = ?1 AND first_index <= ?2), 0) ORDER BY first_index";

    private const string SelectSubjects =
        "SELECT first_index, subjects FROM ledger_batch WHERE tenant_no = ?1 AND first_index >= "
        + "coalesce((SELECT max(first_index) FROM ledger_batch WHERE tenant_no = ?1 AND first_index <= ?2), 0) ORDER BY first_index DESC";

    private const string SelectTimes = "SELECT first_index, last_at FROM ledger_batch WHERE tenant_no = ?1 ORDER BY first_index DESC";

    public Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyList<string>>(
            static session =>
            {
                using var rows = session.Prepare(SelectTenants).Query();
                List<string> tenants = [];
                while (rows.Next())
                {
                    tenants.Add(rows.Text(0));
                }

                return tenants;
            },
            cancellationToken);

    public Task<TreeHead?> FindHeadAsync(string tenant, CancellationToken cancellationToken) =>
        ReadAsync(tenant, static (_, ledger) => ledger.Head, null, cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string tenant, long first, int maxEntries, int maxBytes, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<LedgerEntry>>(tenant, (session, ledger) => Read(session, ledger.Number, first, maxEntries, maxBytes), [], cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> FindAsync(string tenant, string subject, long from, int max, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<LedgerEntry>>(tenant, (session, ledger) => Find(session, ledger.Number, subject, from, max), [], cancellationToken);

    public Task<long> SeekAsync(string tenant, DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadAsync(tenant, (session, ledger) => Seek(session, ledger, Micros.From(since)), 0, cancellationToken);

    public Task<IReadOnlyList<LedgerHash>> ReadLeafHashesAsync(string tenant, long first, int max, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<LedgerHash>>(tenant, (session, ledger) => ReadHashes(session, ledger.Number, first, max), [], cancellationToken);

    public Task<InclusionProof?> ProveInclusionAsync(string tenant, long index, long size, CancellationToken cancellationToken) =>
        ReadAsync(
            tenant,
            (session, ledger) => index >= 0 && index < size && size <= ledger.Head.Size ? MerkleProver.Inclusion(Nodes(session, ledger), index, size) : null,
            null,
            cancellationToken);

    public Task<ConsistencyProof?> ProveConsistencyAsync(string tenant, long first, long second, CancellationToken cancellationToken) =>
        ReadAsync(
            tenant,
            (session, ledger) => first >= 0 && first <= second && second <= ledger.Head.Size ? MerkleProver.Consistency(Nodes(session, ledger), first, second) : null,
            null,
            cancellationToken);

    public Task<LedgerHash?> FindRootAsync(string tenant, long size, CancellationToken cancellationToken) =>
        ReadAsync(
            tenant,
            (session, ledger) => size >= 0 && size <= ledger.Head.Size ? MerkleProver.Root(Nodes(session, ledger), size) : default(LedgerHash?),
            size == 0 ? MerkleHash.Empty : null,
            cancellationToken);

    public Task<IReadOnlyList<SignedTreeHead>> ReadHeadsAsync(string tenant, long fromSize, int max, CancellationToken cancellationToken) =>
        ReadAsync(tenant, (session, ledger) => LedgerTables.ReadHeads(session, ledger.Number, tenant, fromSize, max), [], cancellationToken);

    public Task<SignedTreeHead?> FindLatestHeadAsync(string tenant, CancellationToken cancellationToken) =>
        ReadAsync(tenant, (session, ledger) => LedgerTables.FindLatestHead(session, ledger.Number, tenant), null, cancellationToken);

    /// <summary>Reads of one moment.</summary>
    private Task<T> ReadAsync<T>(string tenant, Func<SqliteSession, StoredLedger, T> read, T none, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session =>
            {
                using var moment = new ReadMoment(session);
                return LedgerTables.FindLedger(session, tenant) is { } ledger ? read(session, ledger) : none;
            },
            cancellationToken);

    private static TileNodes Nodes(SqliteSession session, StoredLedger ledger) =>
        new((level, index) => LedgerTables.ReadTile(session, ledger.Number, level, index));

    private static List<LedgerEntry> Read(SqliteSession session, long number, long first, int maxEntries, int room)
    {
        List<LedgerEntry> entries = [];
        using var rows = session.Prepare(SelectBatches).Bind(1, number).Bind(2, first).Query();
        while (rows.Next())
        {
            var batchFirst = rows.Int64(0);
            if (!LedgerBatchRow.AddTo(entries, batchFirst, (int)Math.Clamp(first - batchFirst, 0, int.MaxValue), rows.Bytes(1), rows.Bytes(2), maxEntries, ref room))
            {
                break;
            }
        }

        return entries;
    }

    private static List<LedgerEntry> Find(SqliteSession session, long number, string subject, long from, int max)
    {
        List<long> found = [];
        var hash = KeyHash.Of(subject);
        using (var rows = session.Prepare(SelectSubjects).Bind(1, number).Bind(2, from).Query())
        {
            while (found.Count < max && rows.Next())
            {
                AddMatches(found, rows.Bytes(1), hash, rows.Int64(0));
            }
        }

        // Hashes meet by chance too; the entry itself tells.
        return
        [
            .. found.Where(index => index >= from).Order().TakeLast(max)
                .SelectMany(index => Read(session, number, index, 1, 0))
                .Where(entry => LedgerRecord.Read(entry.Json)?.Subject == subject),
        ];
    }

    private static void AddMatches(List<long> found, ReadOnlySpan<byte> run, ulong hash, long firstIndex)
    {
        var (low, high) = (0, RunBytes.EntryCount(run));
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = RunBytes.Entry(run, middle).Hash < hash ? (middle + 1, high) : (low, middle);
        }

        for (; low < RunBytes.EntryCount(run) && RunBytes.Entry(run, low).Hash == hash; low++)
        {
            found.Add(firstIndex + RunBytes.Entry(run, low).Row);
        }
    }

    /// <summary>Times hardly go back from batch to batch; where they did, more is read than needed, never less.</summary>
    private static long Seek(SqliteSession session, StoredLedger ledger, long since)
    {
        using var rows = session.Prepare(SelectTimes).Bind(1, ledger.Number).Query();
        var from = ledger.Head.Size;
        while (rows.Next())
        {
            from = rows.Int64(1) >= since ? rows.Int64(0) : from;
        }

        return from;
    }

    private static List<LedgerHash> ReadHashes(SqliteSession session, long number, long first, int max)
    {
        List<LedgerHash> hashes = [];
        for (var tile = first / LedgerTile.Width; hashes.Count < max; tile++)
        {
            var bytes = LedgerTables.ReadTile(session, number, 0, tile);
            var start = hashes.Count == 0 ? (int)(first % LedgerTile.Width) : 0;
            for (var i = start; i < bytes.Length / LedgerHash.Size && hashes.Count < max; i++)
            {
                hashes.Add(LedgerHash.Of(bytes.AsSpan(i * LedgerHash.Size, LedgerHash.Size)));
            }

            if (bytes.Length < LedgerTile.Width * LedgerHash.Size)
            {
                break;
            }
        }

        return hashes;
    }
}
