using System.Collections.Immutable;
using AgentBus.Domain.Codes;
using AgentBus.Model;
using AgentBus.Services;

namespace AgentBus.Silo.Http;

/// <summary>What became of a message (MSG-14, MSG-15).</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Status">delivered, pending_deliberation, or partially_delivered where not all of several receivers got it.</param>
/// <param name="Timestamp">When this was answered.</param>
/// <param name="Receipt">The receipt.</param>
/// <param name="Response">The reply; null: none came, or none was waited for.</param>
internal sealed record MessageData(string MessageId, string Status, DateTimeOffset Timestamp, ReceiptData Receipt, DeliveryData? Response)
{
    private const string Delivered = "delivered";
    private const string Held = "pending_deliberation";
    private const string Partial = "partially_delivered";

    public static MessageData Of(MessageExchange sent, DateTimeOffset now) => new(
        sent.Receipt.MessageId,
        sent.Receipt.Outcome switch { Outcome.Delivered => Delivered, Outcome.Held => Held, _ => Partial },
        now,
        ReceiptData.Of(sent.Receipt),
        sent.Reply is { } reply ? DeliveryData.Of(reply) : null);
}

/// <summary>The answer of the sources to <c>POST /messages</c> (MSG-14), for callers that send bare bodies.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Status">delivered or pending_deliberation.</param>
/// <param name="Timestamp">When this was answered.</param>
/// <param name="Response">The reply; null: none came, or none was waited for.</param>
internal sealed record BareMessageData(string MessageId, string Status, DateTimeOffset Timestamp, DeliveryData? Response)
{
    public static BareMessageData Of(MessageData data) => new(data.MessageId, data.Status, data.Timestamp, data.Response);
}

/// <summary>A receipt.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Outcome">delivered, held or refused.</param>
/// <param name="Code">Why not delivered; null when it was.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="Room">The room it went to.</param>
/// <param name="Channel">The channel it went to.</param>
/// <param name="Agent">The agent it went to; null where it went to a channel.</param>
/// <param name="Epoch">The history of its place, as digits.</param>
/// <param name="Sequence">Its place; 0: it has none.</param>
/// <param name="CaseId">The case that holds it.</param>
/// <param name="Duplicate">It is the receipt of a message that was sent before.</param>
/// <param name="Recipients">One receipt for each of several receivers.</param>
internal sealed record ReceiptData(
    string MessageId,
    Outcome Outcome,
    string? Code,
    string? Reason,
    string? Room,
    string? Channel,
    string? Agent,
    string Epoch,
    long Sequence,
    string? CaseId,
    bool Duplicate,
    ImmutableArray<ReceiptData> Recipients)
{
    public static ReceiptData Of(Receipt receipt) => new(
        receipt.MessageId,
        receipt.Outcome,
        receipt.Code == Model.Code.None ? null : CodeTable.Wire(receipt.Code),
        OrNull(receipt.Reason),
        OrNull(receipt.Room),
        OrNull(receipt.Channel),
        OrNull(receipt.Agent),
        $"{receipt.Position.Epoch}",
        receipt.Position.Sequence,
        OrNull(receipt.CaseId),
        receipt.Duplicate,
        receipt.Recipients.IsDefaultOrEmpty ? [] : [.. receipt.Recipients.Select(Of)]);

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
