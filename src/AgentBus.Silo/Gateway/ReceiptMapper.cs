using AgentBus.Domain.Codes;
using AgentBus.Model;
using AgentBus.Protocol.Frames;

namespace AgentBus.Silo.Gateway;

/// <summary><see cref="Receipt"/> to the fields of the wire.</summary>
internal static class ReceiptMapper
{
    public static ReceiptFields Map(Receipt receipt) => new(
        receipt.MessageId,
        WireEnums.ToWire(receipt.Outcome),
        receipt.Code == Code.None ? "" : CodeTable.Wire(receipt.Code),
        receipt.Reason,
        receipt.Position.Epoch,
        (ulong)receipt.Position.Sequence,
        receipt.CaseId,
        ToMilliseconds(receipt.RetryAfter),
        receipt.Duplicate,
        receipt.Room,
        receipt.Channel,
        receipt.Stage)
    {
        Agent = receipt.Agent,
        Recipients = receipt.Recipients.IsDefaultOrEmpty ? [] : [.. receipt.Recipients.Select(Map)],
        AuditId = receipt.AuditId,
    };

    /// <summary>Whole milliseconds, rounded up, so that nobody comes back too early.</summary>
    public static uint ToMilliseconds(TimeSpan time) =>
        time <= TimeSpan.Zero ? 0 : (uint)Math.Min(uint.MaxValue, Math.Ceiling(time.TotalMilliseconds));
}
