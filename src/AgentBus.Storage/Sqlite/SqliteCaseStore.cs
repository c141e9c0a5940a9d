using System.Text.Json;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Cases as rows beside the journal, in its commits.</summary>
internal sealed class SqliteCaseStore(SqliteStore store) : ICaseStore
{
    private const int MaxPage = 1_000;

    private const string SelectOne =
        "SELECT c.body, p.envelope, p.stamp FROM deliberation_case c LEFT JOIN deliberation_parcel p ON p.tenant_id = c.tenant_id AND p.case_id = c.case_id "
        + "WHERE c.tenant_id = ?1 AND c.case_id = ?2";

    private const string SelectOpen = "SELECT body FROM deliberation_case WHERE tenant_id = ?1 AND state <= 3 ORDER BY opened_at";

    private const string SelectOpenIds = "SELECT case_id FROM deliberation_case WHERE tenant_id = ?1 AND state <= 3";

    // Conditions that are not asked for are bound to NULL.
    private const string SelectPage =
        "SELECT body FROM deliberation_case WHERE tenant_id = ?1 AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR sender = ?3) AND opened_at < ?4 "
        + "ORDER BY opened_at DESC LIMIT ?5";

    private const string SelectVotes = "SELECT body FROM deliberation_vote WHERE tenant_id = ?1 AND case_id = ?2 ORDER BY revision";

    private const string SelectDue = "SELECT tenant_id, case_id FROM deliberation_case WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at LIMIT ?2 OFFSET ?3";

    private const string SelectEnded = "SELECT case_id FROM deliberation_ended WHERE tenant_id = ?1 AND ended_at <= ?2 ORDER BY ended_at, case_id LIMIT ?3 OFFSET ?4";

    private const string SelectDeliveries = "SELECT idempotency_key FROM deliberation_delivery WHERE tenant_id = ?1 AND case_id = ?2 AND idempotency_key <> ''";

    private const string SelectStates = "SELECT state FROM deliberation_case WHERE tenant_id = ?1 AND sender = ?2 AND message_id = ?3";

    private const string SelectKeys =
        "SELECT idempotency_key, body_digest, message_id, case_id, opened_at FROM deliberation_case "
        + "WHERE tenant_id = ?1 AND sender = ?2 AND opened_at >= ?3 ORDER BY opened_at DESC LIMIT ?4";

    public Task<StoredCase?> LoadAsync(string tenant, string caseId, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(
            session =>
            {
                using var rows = session.Prepare(SelectOne).Bind(1, tenant).Bind(2, caseId).Query();
                return rows.Next() ? new StoredCase(Case(rows), rows.IsNull(1) ? null : new CaseParcel(rows.Blob(1), rows.Blob(2))) : null;
            },
            cancellationToken);

    public async Task<CaseSaved> SaveAsync(CaseChange change)
    {
        var writer = new CaseWriter(change);
        try
        {
            return await store.WriteAsync(session => writer.Write(session, store.Journal), writer.Bytes);
        }
        catch (IOException)
        {
            return CaseSaved.Unavailable;
        }
    }

    public async Task<CaseSaved> ClaimDeliveriesAsync(string tenant, IReadOnlyList<(string CaseId, string Key)> claims)
    {
        try
        {
            return await store.WriteAsync(session => CaseDeliveries.Claim(session, tenant, claims) ? CaseSaved.Stored : CaseSaved.Conflict);
        }
        catch (IOException)
        {
            return CaseSaved.Unavailable;
        }
    }

    public Task<IReadOnlyList<DeliberationCase>> LoadOpenAsync(string tenant, CancellationToken cancellationToken) =>
        ReadAsync(session => session.Prepare(SelectOpen).Bind(1, tenant), cancellationToken);

    public Task<IReadOnlyList<DeliberationCase>> ListAsync(
        string tenant, CaseState? state, string sender, DateTimeOffset? before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            session =>
            {
                var select = session.Prepare(SelectPage)
                    .Bind(1, tenant).BindNull(2).Bind(3, sender.Length > 0 ? sender : null)
                    .Bind(4, before is { } moment ? Micros.From(moment) : long.MaxValue).Bind(5, Math.Clamp(limit, 1, MaxPage));
                return state is { } one ? select.Bind(2, (long)one) : select;
            },
            cancellationToken);

    public Task<IReadOnlyList<SignedVote>> LoadVotesAsync(string tenant, string caseId, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<SignedVote>>(
            session =>
            {
                using var rows = session.Prepare(SelectVotes).Bind(1, tenant).Bind(2, caseId).Query();
                List<SignedVote> votes = [];
                while (rows.Next())
                {
                    votes.Add(JsonSerializer.Deserialize<SignedVote>(rows.Bytes(0))!);
                }

                return votes;
            },
            cancellationToken);

    public Task<IReadOnlySet<string>> ReadOpenIdsAsync(string tenant, CancellationToken cancellationToken) =>
        ReadNamesAsync(session => session.Prepare(SelectOpenIds).Bind(1, tenant), cancellationToken);

    public Task<IReadOnlySet<string>> ReadDeliveredAsync(string tenant, string caseId, CancellationToken cancellationToken) =>
        ReadNamesAsync(session => session.Prepare(SelectDeliveries).Bind(1, tenant).Bind(2, caseId), cancellationToken);

    public Task<IReadOnlyList<(string Tenant, string CaseId)>> ReadDueAsync(DateTimeOffset now, int skip, int max, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<(string, string)>>(
            session =>
            {
                using var rows = session.Prepare(SelectDue).Bind(1, Micros.From(now)).Bind(2, max).Bind(3, skip).Query();
                List<(string, string)> due = [];
                while (rows.Next())
                {
                    due.Add((rows.Text(0), rows.Text(1)));
                }

                return due;
            },
            cancellationToken);

    public Task<IReadOnlyList<string>> ReadEndedAsync(string tenant, DateTimeOffset before, int skip, int max, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<string>>(
            session =>
            {
                using var rows = session.Prepare(SelectEnded).Bind(1, tenant).Bind(2, Micros.From(before)).Bind(3, max).Bind(4, skip).Query();
                List<string> ended = [];
                while (rows.Next())
                {
                    ended.Add(rows.Text(0));
                }

                return ended;
            },
            cancellationToken);

    public Task<IReadOnlyList<HeldKey>> ReadHeldKeysAsync(AgentKey sender, DateTimeOffset since, int max, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<HeldKey>>(
            session =>
            {
                using var rows = session.Prepare(SelectKeys).Bind(1, sender.Tenant).Bind(2, sender.Agent).Bind(3, Micros.From(since)).Bind(4, max).Query();
                List<HeldKey> keys = [];
                while (rows.Next())
                {
                    keys.Add(new HeldKey(rows.Text(0), rows.Blob(1), rows.Text(2), rows.Text(3), Micros.To(rows.Int64(4))));
                }

                return keys;
            },
            cancellationToken);

    public Task<IReadOnlyList<CaseState>> ReadStatesAsync(AgentKey sender, string messageId, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<CaseState>>(
            session =>
            {
                using var rows = session.Prepare(SelectStates).Bind(1, sender.Tenant).Bind(2, sender.Agent).Bind(3, messageId).Query();
                List<CaseState> states = [];
                while (rows.Next())
                {
                    states.Add((CaseState)rows.Int64(0));
                }

                return states;
            },
            cancellationToken);

    private Task<IReadOnlySet<string>> ReadNamesAsync(Func<SqliteSession, Statement> select, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlySet<string>>(
            session =>
            {
                using var rows = select(session).Query();
                HashSet<string> names = new(StringComparer.Ordinal);
                while (rows.Next())
                {
                    names.Add(rows.Text(0));
                }

                return names;
            },
            cancellationToken);

    private Task<IReadOnlyList<DeliberationCase>> ReadAsync(Func<SqliteSession, Statement> select, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<DeliberationCase>>(
            session =>
            {
                using var rows = select(session).Query();
                List<DeliberationCase> cases = [];
                while (rows.Next())
                {
                    cases.Add(Case(rows));
                }

                return cases;
            },
            cancellationToken);

    private static DeliberationCase Case(StatementRows rows) => JsonSerializer.Deserialize<DeliberationCase>(rows.Bytes(0))!;
}
