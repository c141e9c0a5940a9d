using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Ledgers in the journal's file, appended to through its writer.</summary>
internal sealed class SqliteLedgerStore(SqliteStore store) : ILedgerStore
{
    private const int HeadBytes = 1024;

    public Task<LedgerState> LoadAsync(string tenant, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(session => LedgerTables.Load(session, tenant), cancellationToken);

    public async Task<AppendOutcome> AppendAsync(LedgerAppend append)
    {
        var bytes = append.Batch.Entries.Length + append.Tiles.Sum(static tile => tile.Hashes.Length);
        try
        {
            return await store.WriteAsync(session => LedgerTables.Append(session, store.Journal.TenantNumber(append.Tenant), append), bytes);
        }
        catch (IOException)
        {
            return AppendOutcome.Unavailable;
        }
    }

    public async Task<AppendOutcome> AppendHeadAsync(SignedTreeHead head)
    {
        try
        {
            return await store.WriteAsync(session => LedgerTables.AppendHead(session, store.Journal.TenantNumber(head.Tenant), head), HeadBytes);
        }
        catch (IOException)
        {
            return AppendOutcome.Unavailable;
        }
    }
}
