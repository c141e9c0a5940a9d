using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Sqlite;

/// <summary>The evidence of the journal's file in commit order.</summary>
internal sealed class SqliteEvidenceFeed(SqliteStore store) : IEvidenceFeed
{
    private const string UpdateMark = "UPDATE journal_mark SET value = max(value, ?1) WHERE name = 'ledger_through'";
    private readonly EvidenceNames _names = new();

    public async Task<long> LoadMarkAsync(CancellationToken cancellationToken)
    {
        var mark = await store.Readers.ReadAsync(static session => session.Scalar("SELECT value FROM journal_mark WHERE name = 'ledger_through'"), cancellationToken);
        store.Trimmer.TakenUpThrough = mark;
        return mark;
    }

    public async Task SaveMarkAsync(long through)
    {
        await store.WriteAsync(session =>
        {
            session.Prepare(UpdateMark).Bind(1, through).Run();
            return true;
        });
        store.Trimmer.TakenUpThrough = through;
    }

    public Task<EvidenceSlice> ReadAsync(long after, int maxRows, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(session => EvidenceReader.Read(session, _names, after, maxRows), cancellationToken);
}
