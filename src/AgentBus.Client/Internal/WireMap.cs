using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>From what is on the wire to what the SDK shows.</summary>
internal static class WireMap
{
    public static Receipt ToReceipt(Wire.Receipt receipt) => new()
    {
        MessageId = receipt.MessageId,
        Outcome = receipt.Outcome switch
        {
            Wire.Outcome.Delivered => ReceiptOutcome.Delivered,
            Wire.Outcome.Held => ReceiptOutcome.Held,
            _ => ReceiptOutcome.Refused,
        },
        Code = receipt.Code,
        Reason = receipt.Reason,
        Stage = receipt.Stage,
        Room = receipt.Room,
        Channel = receipt.Channel,
        Position = new Position(receipt.Epoch, receipt.Sequence),
        CaseId = receipt.CaseId,
        RetryAfter = ToPause(receipt.RetryAfterMs),
        Duplicate = receipt.Duplicate,
        Agent = receipt.Agent,
        Recipients = [.. receipt.Recipients.Select(ToReceipt)],
        AuditId = receipt.AuditId,
    };

    public static Delivery ToDelivery(Wire.Delivery delivery, DeliveryGap? gapBefore) => new()
    {
        Room = delivery.Room,
        Channel = delivery.Channel,
        Position = new Position(delivery.Epoch, delivery.Sequence),
        AcceptedAt = DateTimeOffset.UnixEpoch.AddMicroseconds(delivery.TimeUnixUs),
        Stamp = delivery.Stamp ?? new Wire.Stamp(),
        Encoded = delivery.Envelope.Memory,
        GapBefore = gapBefore,
    };

    public static InboxDelivery ToInboxDelivery(Wire.Delivery delivery, QueueBuffer buffer) => new(buffer)
    {
        Room = delivery.Room,
        Channel = delivery.Channel,
        Position = new Position(delivery.Epoch, delivery.Sequence),
        AcceptedAt = DateTimeOffset.UnixEpoch.AddMicroseconds(delivery.TimeUnixUs),
        Stamp = delivery.Stamp ?? new Wire.Stamp(),
        Encoded = delivery.Envelope.Memory,
        IsDirect = delivery.Kind == Wire.ChannelKind.Inbox,
        Attempt = (int)Math.Max(delivery.Attempt, 1),
    };

    public static HistoryPage ToPage(Wire.History page) => new()
    {
        Messages = [.. page.Messages.Select(static message => ToDelivery(message, gapBefore: null))],
        IsPartial = page.Partial,
        First = new Position(page.Epoch, page.First),
        Head = new Position(page.Epoch, page.Head),
        Next = page.Next == 0 ? null : new Position(page.Epoch, page.Next),
    };

    public static AgentContext ToContext(Wire.Context context) => new()
    {
        ContextId = context.ContextId,
        Revision = context.Revision,
        State = context.State ?? new(),
        Memory = context.Memory ?? new(),
        UpdatedAt = context.Revision == 0 ? null : DateTimeOffset.UnixEpoch.AddMicroseconds(context.UpdatedUnixUs),
    };

    public static Wire.Position ToWire(Position position) => new() { Epoch = position.Epoch, Sequence = position.Sequence };

    public static long ToMicroseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static AgentBusException ToException(Wire.Error error) =>
        new(error.Code, error.Message) { RetryAfter = ToPause(error.RetryAfterMs) };

    public static TimeSpan? ToPause(uint milliseconds) => milliseconds == 0 ? null : TimeSpan.FromMilliseconds(milliseconds);
}
