using System.Globalization;
using System.Text.Json;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Domain.Audit;

/// <summary>Reads what entries of ledgers say (docs/ledger.md). It takes any; what it does not know stays in <see cref="LedgerEntry.Json"/>.</summary>
public static class AuditRecords
{
    /// <summary>What an entry says; null: its bytes are no entry.</summary>
    public static AuditRecord? Read(LedgerEntry entry)
    {
        if (LedgerRecord.Read(entry.Json) is not { } record)
        {
            return null;
        }

        var body = record.Body;
        var (outcome, caseId) = (Text(body, "outcome"), Text(body, "case"));
        return new AuditRecord
        {
            Entry = entry,
            Kind = record.Kind,
            Actor = record.Actor,
            Subject = record.Subject,
            At = record.At,
            MessageId = Text(body, "message_id"),
            Sender = Text(body, "sender"),
            Decision = outcome.Length > 0 ? outcome : DecisionOf(record.Kind, body),
            Code = Text(body, "code"),
            CaseId = caseId,
            Count = Number(body, "count") ?? 1,
            Place = record.Place ?? QueueOf(body),
            ConversationId = Text(body, "conversation_id"),
            ParentId = Text(body, "parent_id"),
            Action = outcome.Length > 0 || caseId.Length > 0 ? Text(body, "action") : "",
            Tool = Text(body, "tool"),
            Artifacts = [.. Items(body, "artifacts").Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)],
            Sequences = [.. Items(body, "sequences").Select(static item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var number) ? number : 0)],
        };
    }

    private static string DecisionOf(string kind, JsonElement body) => kind switch
    {
        "refused" or "cross_tenant_attempt" => AuditDecisions.Refused,
        "acknowledged" => AuditDecisions.Acknowledged,
        "dead_lettered" => Text(body, "code") == "message_expired" ? AuditDecisions.Expired : AuditDecisions.DeadLettered,
        "dead_letter_resolved" => Text(body, "action"),
        "case_opened" => AuditDecisions.Held,
        "vote_cast" => AuditDecisions.Vote,
        "case_decided" => Text(body, "event") == CaseNames.Of(CaseEvent.Reject) ? AuditDecisions.Rejected : AuditDecisions.Approved,
        "case_expired" => AuditDecisions.Expired,
        "case_cancelled" => AuditDecisions.Cancelled,
        "case_refused" => AuditDecisions.Refused,
        "raw_content_seen" => AuditDecisions.RawContentSeen,
        _ => "",
    };

    /// <summary>What became of something in a queue names the queue in its body.</summary>
    private static LedgerPlace? QueueOf(JsonElement body)
    {
        _ = ulong.TryParse(Text(body, "epoch"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var epoch);
        return Text(body, "queue").Split(':') is [var room, var channel]
            ? new LedgerPlace(room, channel, new Position(epoch, Number(body, "sequence") ?? 0))
            : null;
    }

    private static string Text(JsonElement body, string name) => Member(body, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static long? Number(JsonElement body, string name) =>
        Member(body, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement body, string name) =>
        Member(body, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

    private static JsonElement Member(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) ? value : default;
}
