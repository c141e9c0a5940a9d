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

    public static AgentBusException ToException(Wire.Error error) =>
        new(error.Code, error.Message) { RetryAfter = ToPause(error.RetryAfterMs) };

    public static TimeSpan? ToPause(uint milliseconds) => milliseconds == 0 ? null : TimeSpan.FromMilliseconds(milliseconds);
}
