using System.Buffers;
using AgentBus.Protocol.V1;
using AgentBus.Protocol.Wire;
using Google.Protobuf;

namespace AgentBus.Protocol.Frames;

/// <summary>
/// Appends elements of a ServerFrames message to a buffer. Any number of them one after the other is again one ServerFrames message, so
/// a connection joins what waits by appending. Thread-safe; the buffer is the caller's.
/// </summary>
public static class ServerFrameWriter
{
    /// <summary>Appends any frame; for the rare ones.</summary>
    public static void Write(IBufferWriter<byte> output, ServerFrame frame)
    {
        var size = frame.CalculateSize();
        var header = output.GetSpan(WireWriter.SizeBytesField(size) - size);
        var writer = new WireWriter(header);
        writer.BytesHeader(ServerFrames.FramesFieldNumber, size);
        output.Advance(writer.Position);
        frame.WriteTo(output);
    }

    /// <summary>Appends the receipts of one Publish, in its order.</summary>
    public static void WriteReceipts(IBufferWriter<byte> output, ulong requestId, ReadOnlySpan<ReceiptFields> receipts)
    {
        var listSize = 0;
        foreach (ref readonly var receipt in receipts)
        {
            listSize += WireWriter.SizeBytesField(ReceiptSize(receipt));
        }

        var frameSize = WireWriter.SizeVarintField(requestId) + WireWriter.SizeBytesField(listSize);
        var total = WireWriter.SizeBytesField(frameSize);
        var writer = new WireWriter(output.GetSpan(total));
        writer.BytesHeader(ServerFrames.FramesFieldNumber, frameSize);
        writer.VarintField(ServerFrame.RequestIdFieldNumber, requestId);
        writer.BytesHeader(ServerFrame.ReceiptsFieldNumber, listSize);
        foreach (ref readonly var receipt in receipts)
        {
            writer.BytesHeader(Receipts.Receipts_FieldNumber, ReceiptSize(receipt));
            WriteReceipt(ref writer, receipt);
        }

        output.Advance(total);
    }

    private static int ReceiptSize(in ReceiptFields receipt) =>
        WireWriter.SizeTextField(receipt.MessageId)
        + WireWriter.SizeVarintField((ulong)receipt.Outcome)
        + WireWriter.SizeTextField(receipt.Code)
        + WireWriter.SizeTextField(receipt.Reason)
        + (receipt.Epoch == 0 ? 0 : 1 + sizeof(ulong))
        + WireWriter.SizeVarintField(receipt.Sequence)
        + WireWriter.SizeTextField(receipt.CaseId)
        + WireWriter.SizeVarintField(receipt.RetryAfterMs)
        + (receipt.Duplicate ? 2 : 0)
        + WireWriter.SizeTextField(receipt.Room)
        + WireWriter.SizeTextField(receipt.Channel)
        + WireWriter.SizeTextField(receipt.Stage)
        + WireWriter.SizeTextField(receipt.Agent)
        + RecipientsSize(receipt)
        + WireWriter.SizeTextField(receipt.AuditId);

    private static int RecipientsSize(in ReceiptFields receipt)
    {
        var size = 0;
        foreach (ref readonly var recipient in receipt.Recipients.AsSpan())
        {
            size += WireWriter.SizeBytesField(ReceiptSize(recipient));
        }

        return size;
    }

    private static void WriteReceipt(ref WireWriter writer, in ReceiptFields receipt)
    {
        writer.TextField(Receipt.MessageIdFieldNumber, receipt.MessageId);
        writer.VarintField(Receipt.OutcomeFieldNumber, (ulong)receipt.Outcome);
        writer.TextField(Receipt.CodeFieldNumber, receipt.Code);
        writer.TextField(Receipt.ReasonFieldNumber, receipt.Reason);
        writer.Fixed64Field(Receipt.EpochFieldNumber, receipt.Epoch);
        writer.VarintField(Receipt.SequenceFieldNumber, receipt.Sequence);
        writer.TextField(Receipt.CaseIdFieldNumber, receipt.CaseId);
        writer.VarintField(Receipt.RetryAfterMsFieldNumber, receipt.RetryAfterMs);
        writer.VarintField(Receipt.DuplicateFieldNumber, receipt.Duplicate ? 1UL : 0);
        writer.TextField(Receipt.RoomFieldNumber, receipt.Room);
        writer.TextField(Receipt.ChannelFieldNumber, receipt.Channel);
        writer.TextField(Receipt.StageFieldNumber, receipt.Stage);
        writer.TextField(Receipt.AgentFieldNumber, receipt.Agent);
        foreach (ref readonly var recipient in receipt.Recipients.AsSpan())
        {
            writer.BytesHeader(Receipt.RecipientsFieldNumber, ReceiptSize(recipient));
            WriteReceipt(ref writer, recipient);
        }

        writer.TextField(Receipt.AuditIdFieldNumber, receipt.AuditId);
    }
}
