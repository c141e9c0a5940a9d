using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AgentBus.Load.Sockets;

/// <summary>Frames a client's message: masked, with a mask that stays, so that a prepared frame can be changed in place.</summary>
internal static class ClientFraming
{
    public static byte[] Frame(ReadOnlySpan<byte> payload, out int payloadOffset, out byte[] mask)
    {
        var extended = payload.Length < 126 ? 0 : payload.Length <= ushort.MaxValue ? 2 : 8;
        payloadOffset = 2 + extended + 4;
        mask = RandomNumberGenerator.GetBytes(4);
        var frame = new byte[payloadOffset + payload.Length];
        frame[0] = 0x82;
        frame[1] = (byte)(0x80 | (extended switch { 0 => payload.Length, 2 => 126, _ => 127 }));
        if (extended == 2)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        }
        else if (extended == 8)
        {
            BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
        }

        mask.CopyTo(frame, 2 + extended);
        for (var i = 0; i < payload.Length; i++)
        {
            frame[payloadOffset + i] = (byte)(payload[i] ^ mask[i & 3]);
        }

        return frame;
    }
}
