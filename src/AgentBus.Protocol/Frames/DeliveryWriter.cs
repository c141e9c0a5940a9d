using System.Buffers;
using AgentBus.Protocol.V1;
using AgentBus.Protocol.Wire;

namespace AgentBus.Protocol.Frames;

/// <summary>Appends the deliveries of one channel: its names are encoded once, envelope and stamp are spliced in as they are. Thread-safe.</summary>
public sealed class DeliveryWriter
{
    private readonly byte[] _names;

    /// <summary>For deliveries of this room and channel; of an inbox, both are empty.</summary>
    public DeliveryWriter(string room, string channel, ChannelKind kind = ChannelKind.Unspecified)
    {
        _names = new byte[WireWriter.SizeTextField(room) + WireWriter.SizeTextField(channel) + WireWriter.SizeVarintField((ulong)kind)];
        var writer = new WireWriter(_names);
        writer.TextField(Delivery.RoomFieldNumber, room);
        writer.TextField(Delivery.ChannelFieldNumber, channel);
        writer.VarintField(Delivery.KindFieldNumber, (ulong)kind);
    }

    /// <summary>Appends one delivery as an element of a ServerFrames message and tells its length.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="epoch">The history.</param>
    /// <param name="sequence">The place.</param>
    /// <param name="timeUnixMicroseconds">When the bus accepted it.</param>
    /// <param name="envelope">The serialised envelope.</param>
    /// <param name="stamp">The serialised stamp.</param>
    /// <param name="attempt">Of a queue: how often the message was handed out, from 1; else 0.</param>
    public int Write(
        IBufferWriter<byte> output,
        ulong epoch,
        long sequence,
        long timeUnixMicroseconds,
        ReadOnlySpan<byte> envelope,
        ReadOnlySpan<byte> stamp,
        int attempt = 0)
    {
        var bodySize = _names.Length
            + (epoch == 0 ? 0 : 1 + sizeof(ulong))
            + WireWriter.SizeVarintField((ulong)sequence)
            + WireWriter.SizeVarintField((ulong)timeUnixMicroseconds)
            + WireWriter.SizeBytesField(envelope.Length)
            + WireWriter.SizeBytesField(stamp.Length)
            + WireWriter.SizeVarintField((ulong)attempt);
        var frameSize = WireWriter.SizeBytesField(bodySize);
        var total = WireWriter.SizeBytesField(frameSize);
        var writer = new WireWriter(output.GetSpan(total));
        writer.BytesHeader(ServerFrames.FramesFieldNumber, frameSize);
        writer.BytesHeader(ServerFrame.DeliveryFieldNumber, bodySize);
        writer.Raw(_names);
        writer.Fixed64Field(Delivery.EpochFieldNumber, epoch);
        writer.VarintField(Delivery.SequenceFieldNumber, (ulong)sequence);
        writer.VarintField(Delivery.TimeUnixUsFieldNumber, (ulong)timeUnixMicroseconds);
        writer.BytesHeader(Delivery.EnvelopeFieldNumber, envelope.Length);
        writer.Raw(envelope);
        writer.BytesHeader(Delivery.StampFieldNumber, stamp.Length);
        writer.Raw(stamp);
        writer.VarintField(Delivery.AttemptFieldNumber, (ulong)attempt);
        output.Advance(total);
        return total;
    }
}
