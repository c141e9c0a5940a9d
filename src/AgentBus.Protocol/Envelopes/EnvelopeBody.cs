using System.Buffers;
using System.Security.Cryptography;
using AgentBus.Protocol.Wire;

namespace AgentBus.Protocol.Envelopes;

/// <summary>What an envelope says and does, apart from its ids, times and keys: a retry has the same, another message has not.</summary>
public static class EnvelopeBody
{
    /// <summary>The digest's length in bytes.</summary>
    public const int DigestLength = SHA256.HashSizeInBytes;

    private const int StackLimit = 1024;

    /// <summary>
    /// SHA-256 over the raw bytes (tag, length, value) of the fields of <see cref="EnvelopeFields.IsBody"/>, in the order they came in.
    /// With their tags they cannot run into each other.
    /// </summary>
    /// <param name="envelope">A well-formed envelope.</param>
    public static byte[] Digest(ReadOnlySpan<byte> envelope)
    {
        byte[]? rented = null;
        Span<byte> body = envelope.Length <= StackLimit ? stackalloc byte[StackLimit] : rented = ArrayPool<byte>.Shared.Rent(envelope.Length);
        var digest = SHA256.HashData(body[..Collect(envelope, body)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return digest;
    }

    private static int Collect(ReadOnlySpan<byte> envelope, Span<byte> body)
    {
        var length = 0;
        var reader = new WireReader(envelope);
        while (!reader.AtEnd)
        {
            var start = reader.Position;
            if (!reader.TryReadTag(out var number, out var type) || !reader.TryReadValue(type, out _, out _))
            {
                break;
            }

            if (EnvelopeFields.IsBody(number))
            {
                var field = envelope[start..reader.Position];
                field.CopyTo(body[length..]);
                length += field.Length;
            }
        }

        return length;
    }
}
