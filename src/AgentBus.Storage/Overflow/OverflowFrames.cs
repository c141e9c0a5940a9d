using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Overflow;

/// <summary>
/// The frames of overflow files: length (4 bytes, little-endian), the first 8 bytes of the payload's SHA-256, payload. A payload is a kind, an
/// ordinal (0 in headers) and the rest. What is not whole, or does not have its checksum, is where the file ends.
/// </summary>
internal static class OverflowFrames
{
    public const int Prefix = sizeof(int) + Checksum;
    private const int Checksum = 8;
    private const int Least = sizeof(byte) + sizeof(long);

    public static byte[] Header(ChannelKey queue) => Frame(FrameKind.Header, 0, writer => writer.Write(queue.GrainKey));

    public static byte[] Removed(long through) => Frame(FrameKind.Removed, through, static _ => { });

    public static byte[] Message(OverflowRecord record) => Frame(FrameKind.Message, record.Ordinal, writer =>
    {
        var message = record.Message;
        writer.Write(record.Sender.Tenant);
        writer.Write(record.Sender.Agent);
        writer.Write(record.AcceptedAt.UtcTicks);
        writer.Write(message.MessageId);
        writer.Write(message.IdempotencyKey);
        writer.Write(message.ExpiresAt?.UtcTicks ?? -1);
        writer.Write((int)message.Classification);
        Write(writer, message.BodyDigest);
        Write(writer, message.Envelope);
        Write(writer, message.Stamp);
        Write(writer, message.Evidence);
        writer.Write(message.CaseId);
    });

    /// <summary>The frame at the start of the bytes; null where none is whole there.</summary>
    public static OverflowFrame? Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < Prefix)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
        if (length < Least || length > bytes.Length - Prefix)
        {
            return null;
        }

        var payload = bytes.Slice(Prefix, length);
        return Sum(payload.Span).AsSpan(0, Checksum).SequenceEqual(bytes.Span.Slice(sizeof(int), Checksum))
            ? new OverflowFrame((FrameKind)payload.Span[0], BinaryPrimitives.ReadInt64LittleEndian(payload.Span[1..]), payload[Least..], Prefix + length)
            : null;
    }

    /// <summary>The queue that a header names.</summary>
    public static string ReadHeader(OverflowFrame frame)
    {
        using var reader = Reader(frame);
        return reader.ReadString();
    }

    /// <summary>The message of a frame.</summary>
    /// <exception cref="InvalidDataException">Its checksum is right and its content is not: another version wrote it.</exception>
    public static OverflowRecord ReadMessage(OverflowFrame frame)
    {
        try
        {
            using var reader = Reader(frame);
            var sender = new AgentKey(reader.ReadString(), reader.ReadString());
            var acceptedAt = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
            var (id, key) = (reader.ReadString(), reader.ReadString());
            var expires = reader.ReadInt64();
            var classification = (Classification)reader.ReadInt32();
            var message = new AdmittedMessage(
                id, key, ReadBytes(reader), expires < 0 ? null : new DateTimeOffset(expires, TimeSpan.Zero), classification, ReadBytes(reader), ReadBytes(reader), ReadBytes(reader))
            {
                // Frames of earlier versions end here.
                CaseId = reader.BaseStream.Position < reader.BaseStream.Length ? reader.ReadString() : "",
            };
            return new OverflowRecord(frame.Ordinal, sender, acceptedAt, message);
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"Message {frame.Ordinal} of an overflow file cannot be read.", fault);
        }
    }

    private static byte[] Frame(FrameKind kind, long ordinal, Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(0);
        writer.Write(0L);
        writer.Write((byte)kind);
        writer.Write(ordinal);
        write(writer);
        writer.Flush();
        var frame = stream.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - Prefix);
        Sum(frame.AsSpan(Prefix)).AsSpan(0, Checksum).CopyTo(frame.AsSpan(sizeof(int)));
        return frame;
    }

    private static byte[] Sum(ReadOnlySpan<byte> payload) => SHA256.HashData(payload);

    private static BinaryReader Reader(OverflowFrame frame) => new(new MemoryStream(frame.Content.ToArray(), writable: false), Encoding.UTF8);

    private static void Write(BinaryWriter writer, ReadOnlyMemory<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes.Span);
    }

    private static byte[] ReadBytes(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        return length >= 0 && length <= left ? reader.ReadBytes(length) : throw new EndOfStreamException();
    }
}
