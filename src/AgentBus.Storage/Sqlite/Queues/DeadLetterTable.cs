using System.Text.Json;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>The rows of dead letters.</summary>
internal static class DeadLetterTable
{
    private const string Columns = "letter_id, room, channel, sequence, message_id, sender, code, reason, attempts, accepted_at, died_at, history";

    private const string InsertLetter =
        "INSERT INTO dead_letter (tenant_id, letter_id, room, channel, sequence, message_id, sender, code, reason, attempts, accepted_at, "
        + "died_at, envelope, stamp, history) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";

    // Conditions that are not asked for are bound to NULL; the key's order makes the pages.
    private const string SelectPage =
        "SELECT " + Columns + " FROM dead_letter WHERE tenant_id = ?1 AND letter_id < ?2 AND (?3 IS NULL OR (room = ?3 AND channel = ?4)) "
        + "AND (?5 IS NULL OR sender = ?5) AND (?6 IS NULL OR code = ?6) AND (?7 IS NULL OR died_at >= ?7) AND (?8 IS NULL OR died_at < ?8) "
        + "ORDER BY letter_id DESC LIMIT ?9";

    private const string SelectOne = "SELECT " + Columns + ", envelope, stamp FROM dead_letter WHERE tenant_id = ?1 AND letter_id = ?2";

    /// <exception cref="ArgumentException">There are letters without evidence: see <see cref="JournalWriter.Append(IReadOnlyList{DeadLetter}, IReadOnlyList{EvidenceRow})"/>.</exception>
    public static void Check(IReadOnlyList<DeadLetter> letters, IReadOnlyList<EvidenceRow> evidence)
    {
        if (letters.Count > 0 && evidence.Count == 0)
        {
            throw new ArgumentException("A dead letter comes with evidence.", nameof(evidence));
        }
    }

    public static void Insert(SqliteSession session, long id, DeadLetter letter) =>
        session.Prepare(InsertLetter)
            .Bind(1, letter.Source.Tenant).Bind(2, id).Bind(3, letter.Source.Room).Bind(4, letter.Source.Channel).Bind(5, letter.Sequence)
            .Bind(6, letter.MessageId).Bind(7, letter.Sender.Agent).Bind(8, (long)letter.Code).Bind(9, letter.Reason).Bind(10, letter.Attempts)
            .Bind(11, Micros.From(letter.AcceptedAt)).Bind(12, Micros.From(letter.DiedAt))
            .Bind(13, letter.Envelope.Span).Bind(14, letter.Stamp.Span).Bind(15, JsonSerializer.Serialize(letter.History))
            .Run();

    public static List<DeadLetter> Page(SqliteSession session, DeadLetterFilter filter, int limit)
    {
        var select = session.Prepare(SelectPage)
            .Bind(1, filter.Tenant).Bind(2, filter.Before > 0 ? filter.Before : long.MaxValue)
            .Bind(3, filter.Source?.Room).Bind(4, filter.Source?.Channel)
            .Bind(5, filter.Sender.Length > 0 ? filter.Sender : null)
            .BindNull(6).BindNull(7).BindNull(8).Bind(9, limit);
        if (filter.Code is { } code)
        {
            select.Bind(6, (long)code);
        }

        if (filter.Since is { } since)
        {
            select.Bind(7, Micros.From(since));
        }

        if (filter.Until is { } until)
        {
            select.Bind(8, Micros.From(until));
        }

        List<DeadLetter> letters = [];
        using var rows = select.Query();
        while (rows.Next())
        {
            letters.Add(Read(rows, filter.Tenant, default, default));
        }

        return letters;
    }

    public static DeadLetter? Find(SqliteSession session, string tenant, long id)
    {
        using var rows = session.Prepare(SelectOne).Bind(1, tenant).Bind(2, id).Query();
        return rows.Next() ? Read(rows, tenant, rows.Blob(12), rows.Blob(13)) : null;
    }

    public static bool Note(SqliteSession session, string tenant, long id, string line)
    {
        if (Find(session, tenant, id) is not { } letter)
        {
            return false;
        }

        session.Prepare("UPDATE dead_letter SET history = ?3 WHERE tenant_id = ?1 AND letter_id = ?2")
            .Bind(1, tenant).Bind(2, id).Bind(3, JsonSerializer.Serialize(letter.History.Add(line)))
            .Run();
        return true;
    }

    public static int Remove(SqliteSession session, string tenant, IReadOnlyList<long> ids)
    {
        var removed = 0;
        foreach (var id in ids)
        {
            session.Prepare("DELETE FROM dead_letter WHERE tenant_id = ?1 AND letter_id = ?2").Bind(1, tenant).Bind(2, id).Run();
            removed += session.Changes;
        }

        return removed;
    }

    private static DeadLetter Read(StatementRows rows, string tenant, ReadOnlyMemory<byte> envelope, ReadOnlyMemory<byte> stamp) => new(
        rows.Int64(0),
        new ChannelKey(tenant, rows.Text(1), rows.Text(2)),
        rows.Int64(3),
        rows.Text(4),
        new AgentKey(tenant, rows.Text(5)),
        (Code)rows.Int64(6),
        rows.Text(7),
        (int)rows.Int64(8),
        Micros.To(rows.Int64(9)),
        Micros.To(rows.Int64(10)),
        envelope,
        stamp,
        [.. JsonSerializer.Deserialize<string[]>(rows.Bytes(11))!]);
}
