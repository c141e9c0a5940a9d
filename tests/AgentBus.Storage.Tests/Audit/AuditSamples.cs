using System.Text;
using System.Text.Json;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Model;
using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Audit;

/// <summary>Evidence as the bus writes it, a second apart.</summary>
internal static class AuditSamples
{
    public const ulong Epoch = 0xfeed_beef_0000_0001;

    public static readonly ChannelKey Inbox = ChannelKey.Inbox(new AgentKey("acme", "bob"));

    public static DateTimeOffset At(int second) => Samples.Noon.AddSeconds(second);

    /// <summary>A verdict with the members that queries read.</summary>
    public static LedgerEvidence Verdict(
        string message, int second, string sender = "ann", string outcome = "delivered", string code = "none", LedgerPlace? place = null, params (string Name, object Value)[] more)
    {
        var body = new SortedDictionary<string, object>(StringComparer.Ordinal) { ["message_id"] = message, ["outcome"] = outcome, ["code"] = code, ["sender"] = sender };
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        return new LedgerEvidence(0, outcome == "delivered" ? "delivered" : "refused", sender, message, At(second), JsonSerializer.SerializeToUtf8Bytes(body)) { Place = place };
    }

    /// <summary>A message that lies in bob's inbox.</summary>
    public static LedgerEvidence ToBob(string message, int second, long sequence, params (string Name, object Value)[] more) =>
        Verdict(message, second, place: new LedgerPlace(Inbox.Room, Inbox.Channel, new Position(Epoch, sequence)), more: more);

    public static LedgerEvidence Acknowledged(int second, params long[] sequences)
    {
        using var buffer = new EvidenceBuffer();
        return Row(QueueEvidence.Acknowledged(buffer, Inbox, Epoch, new AgentKey("acme", "bob"), sequences, At(second)));
    }

    public static LedgerEvidence Dead(string message, int second, long sequence, Code code)
    {
        using var buffer = new EvidenceBuffer();
        return Row(QueueEvidence.Dead(buffer, Inbox, Epoch, new QueueDeath(sequence, 5, code, "why"), message, new AgentKey("acme", "ann"), isKept: true, At(second)));
    }

    public static LedgerEvidence Counted(int second, Code code, long count)
    {
        using var buffer = new EvidenceBuffer();
        return Row(RefusalEvidence.Row(buffer, EvidenceKind.Refused, new AgentKey("acme", "ann"), code, At(second), count));
    }

    public static string Text(LedgerEntry entry) => Encoding.UTF8.GetString(entry.Json.Span);

    private static LedgerEvidence Row(EvidenceRow row) => new(0, EvidenceKindNames.Of(row.Kind), row.Actor, row.Subject, row.At, row.Body);
}
