using System.Text.Json;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Writes a change of a case. For the writer's thread, within its transaction; what costs time was done before.</summary>
internal sealed class CaseWriter
{
    private const string Insert =
        "INSERT OR IGNORE INTO deliberation_case (tenant_id, case_id, revision, state, sender, idempotency_key, message_id, body_digest, opened_at, due_at, body) "
        + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

    private const string Update =
        "UPDATE deliberation_case SET revision = ?3, state = ?4, due_at = ?5, body = ?6 WHERE tenant_id = ?1 AND case_id = ?2 AND revision = ?3 - 1";

    private const string PutParcel = "INSERT OR REPLACE INTO deliberation_parcel (tenant_id, case_id, envelope, stamp) VALUES (?1, ?2, ?3, ?4)";
    private const string InsertVote = "INSERT INTO deliberation_vote (tenant_id, case_id, revision, body) VALUES (?1, ?2, ?3, ?4)";

    private readonly CaseChange _change;
    private readonly string _body;
    private readonly string[] _votes;

    public CaseWriter(CaseChange change)
    {
        _change = change;
        _body = JsonSerializer.Serialize(change.Case);
        _votes = [.. change.Votes.Select(static vote => JsonSerializer.Serialize(vote))];
        DeadLetterTable.Check(change.Letters, change.Evidence);
    }

    /// <summary>About so many bytes are written.</summary>
    public int Bytes => _body.Length + ((_change.Parcel?.Envelope.Length ?? 0) * (1 + _change.Letters.Count)) + (_change.Raw?.Bytes.Length ?? 0) + _change.Evidence.Sum(static row => row.Body.Length);

    private bool EndsUndelivered => CaseLifecycle.IsFinal(_change.Case.State) && _change.Case.State != CaseState.Delivered;

    public CaseSaved Write(SqliteSession session, JournalWriter journal)
    {
        var of = _change.Case;
        if (EndsUndelivered && CaseDeliveries.Has(session, of.Tenant, of.CaseId))
        {
            return CaseSaved.Conflict;
        }

        if (!WriteCase(session))
        {
            return CaseSaved.Conflict;
        }

        WriteMessage(session);
        foreach (var vote in _votes)
        {
            session.Prepare(InsertVote).Bind(1, of.Tenant).Bind(2, of.CaseId).Bind(3, of.Revision).Bind(4, vote).Run();
        }

        if (CaseLifecycle.IsFinal(of.State))
        {
            session.Prepare("DELETE FROM deliberation_parcel WHERE tenant_id = ?1 AND case_id = ?2").Bind(1, of.Tenant).Bind(2, of.CaseId).Run();
        }

        if (of.IsRetired)
        {
            EndedCases.Retire(session, of.Tenant, of.CaseId);
        }
        else if (CaseLifecycle.IsFinal(of.State))
        {
            EndedCases.Add(session, of.Tenant, of.CaseId, of.ChangedAt);
        }

        if (EndsUndelivered)
        {
            CaseDeliveries.Close(session, of.Tenant, of.CaseId);
        }

        journal.Append(_change.Letters, _change.Evidence);
        return CaseSaved.Stored;
    }

    private void WriteMessage(SqliteSession session)
    {
        var of = _change.Case;
        if (_change.Parcel is { } parcel)
        {
            var put = session.Prepare(PutParcel).Bind(1, of.Tenant).Bind(2, of.CaseId).Bind(3, parcel.Envelope.Span).Bind(4, parcel.Stamp.Span);
            if (of.Revision > 1)
            {
                // Inspection took something out of the one before, so that is not to stay in a free page.
                RawContents.Overwriting(session, put.Run);
            }
            else
            {
                put.Run();
            }
        }

        if (_change.Raw is { } raw)
        {
            RawContents.Put(session, of.Tenant, of.CaseId, raw);
        }
        else if (of.Raw == RawContentState.Deleted)
        {
            RawContents.Delete(session, of.Tenant, of.CaseId);
        }
    }

    private bool WriteCase(SqliteSession session)
    {
        var of = _change.Case;
        if (of.Revision > 1)
        {
            Due(session.Prepare(Update).Bind(1, of.Tenant).Bind(2, of.CaseId).Bind(3, of.Revision).Bind(4, (long)of.State), 5).Bind(6, _body).Run();
            return session.Changes == 1;
        }

        Due(
            session.Prepare(Insert)
                .Bind(1, of.Tenant).Bind(2, of.CaseId).Bind(3, of.Revision).Bind(4, (long)of.State)
                .Bind(5, of.Action.Sender.Agent.Agent).Bind(6, of.Action.Key).Bind(7, of.Action.MessageId)
                .Bind(8, Convert.FromHexString(of.Action.BodySha256)).Bind(9, Micros.From(of.OpenedAt)),
            10).Bind(11, _body).Run();
        return session.Changes == 1;
    }

    private Statement Due(Statement statement, int index) =>
        _change.Due is { } due ? statement.Bind(index, Micros.From(due)) : statement.BindNull(index);
}
