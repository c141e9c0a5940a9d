using System.Globalization;
using System.Text.Json.Nodes;
using AgentBus.Client;

namespace AgentBus.Cli.Rendering;

/// <summary>What became of messages that were sent.</summary>
internal static class ReceiptView
{
    public static JsonObject ToJson(Receipt receipt) => new()
    {
        ["message_id"] = receipt.MessageId,
        ["outcome"] = Word(receipt),
        ["code"] = OrNull(receipt.Code),
        ["reason"] = OrNull(receipt.Reason),
        ["room"] = OrNull(receipt.Room),
        ["channel"] = OrNull(receipt.Channel),
        ["agent"] = OrNull(receipt.Agent),
        ["epoch"] = receipt.Position.Epoch.ToString(CultureInfo.InvariantCulture),
        ["sequence"] = receipt.Position.Sequence,
        ["case_id"] = OrNull(receipt.CaseId),
        ["duplicate"] = receipt.Duplicate,
        ["audit_id"] = OrNull(receipt.AuditId),
    };

    public static string ToLine(Receipt receipt)
    {
        var place = receipt.Agent.Length > 0 ? $"@{receipt.Agent}" : $"{receipt.Room}:{receipt.Channel}#{receipt.Position.Sequence}";
        var entry = receipt.AuditId.Length > 0 ? $" entry {receipt.AuditId}" : "";
        return TerminalText.OnOneLine(receipt.Outcome switch
        {
            ReceiptOutcome.Delivered => $"delivered {place} {receipt.MessageId}{(receipt.Duplicate ? " (sent before)" : "")}{entry}",
            ReceiptOutcome.Held => $"held in case {receipt.CaseId} {receipt.MessageId}{entry}: {receipt.Reason}",
            _ => $"refused {receipt.MessageId}: {receipt.Reason} ({receipt.Code})",
        });
    }

    private static string Word(Receipt receipt) => receipt.Outcome.ToString().ToLowerInvariant();

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
