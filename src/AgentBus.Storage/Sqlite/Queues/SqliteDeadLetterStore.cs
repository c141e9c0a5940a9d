using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Dead letters as rows beside the journal, in its commits.</summary>
internal sealed class SqliteDeadLetterStore(SqliteStore store) : IDeadLetterStore
{
    private const int MaxPage = 1_000;

    public async Task<bool> AddAsync(IReadOnlyList<DeadLetter> letters, IReadOnlyList<EvidenceRow> evidence)
    {
        DeadLetterTable.Check(letters, evidence);
        try
        {
            return await store.WriteAsync(_ =>
            {
                store.Journal.Append(letters, evidence);
                return true;
            });
        }
        catch (IOException)
        {
            return false;
        }
    }

    public Task<DeadLetterPage> ListAsync(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(
            session =>
            {
                var limit = Math.Clamp(filter.Limit, 1, MaxPage);
                var letters = DeadLetterTable.Page(session, filter, limit + 1);
                var more = letters.Count > limit;
                return new DeadLetterPage(more ? letters[..limit] : letters, more ? letters[limit - 1].Id : 0);
            },
            cancellationToken);

    public Task<DeadLetter?> FindAsync(string tenant, long id, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(session => DeadLetterTable.Find(session, tenant, id), cancellationToken);

    public async Task<bool> NoteAsync(string tenant, long id, string line, CancellationToken cancellationToken)
    {
        try
        {
            return await store.WriteAsync(session => DeadLetterTable.Note(session, tenant, id, line)).WaitAsync(cancellationToken);
        }
        catch (IOException)
        {
            return false;
        }
    }

    public Task<int> RemoveAsync(string tenant, IReadOnlyList<long> ids, IReadOnlyList<EvidenceRow> evidence, CancellationToken cancellationToken) =>
        store.WriteAsync(session =>
        {
            var removed = DeadLetterTable.Remove(session, tenant, ids);
            if (removed > 0)
            {
                store.Journal.Append([], evidence);
            }

            return removed;
        }).WaitAsync(cancellationToken);
}
