using AgentBus.Protocol.Frames;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>Receipts as frame objects, for text; binary ones are written without objects.</summary>
internal static class ReceiptFrames
{
    /// <summary>The receipts of one Publish.</summary>
    public static Wire.ServerFrame Of(ulong requestId, ReadOnlySpan<ReceiptFields> receipts)
    {
        var bytes = new PooledBuffer();
        ServerFrameWriter.WriteReceipts(bytes, requestId, receipts);
        var frame = Wire.ServerFrames.Parser.ParseFrom(bytes.Written.Span).Frames[0];
        bytes.Clear();
        return frame;
    }
}
