using System.Buffers.Binary;

namespace AgentBus.Domain.Signatures;

/// <summary>
/// The text form of Ed25519 keys that NATS made common (nkeys): base32 (RFC 4648, without padding) of a prefix, the key, and a CRC-16
/// (XMODEM). A user's public key begins with <c>U</c>, its seed with <c>SU</c>; the source's seeds begin with <c>SUACE</c>, which are user
/// seeds whose first bits somebody chose. The bus knows public keys only.
/// </summary>
public static class NKey
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const byte UserPrefix = 20 << 3;
    private const byte SeedPrefix = 18 << 3;
    private const int KeyBytes = 32;
    private const int CheckBytes = 2;

    /// <summary>The public key of a user, or null where the text is something else: a seed, a key of another kind, a typing mistake.</summary>
    public static byte[]? TryReadUser(string text) =>
        TryDecode(text) is [UserPrefix, .. var key] && key.Length == KeyBytes ? key : null;

    /// <summary>Whether the text is a seed, which belongs to its owner and nowhere else.</summary>
    public static bool IsSeed(string text) => TryDecode(text) is [var first, _, ..] decoded && (first & 0xF8) == SeedPrefix && decoded.Length == KeyBytes + 2;

    /// <summary>The private seed in the text of a user's seed, or null.</summary>
    public static byte[]? TryReadUserSeed(string text) =>
        IsSeed(text) && TryDecode(text) is [SeedPrefix | (UserPrefix >> 5), (UserPrefix & 31) << 3, .. var seed] ? seed : null;

    /// <summary>The text of a user's public key.</summary>
    public static string UserText(ReadOnlySpan<byte> publicKey) => Encode([UserPrefix, .. publicKey]);

    /// <summary>The text of a user's seed. Security: whoever has it is the user.</summary>
    public static string UserSeedText(ReadOnlySpan<byte> seed) => Encode([SeedPrefix | (UserPrefix >> 5), (UserPrefix & 31) << 3, .. seed]);

    private static string Encode(ReadOnlySpan<byte> content)
    {
        var bytes = new byte[content.Length + CheckBytes];
        content.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(content.Length), Check(content));
        return string.Create(((bytes.Length * 8) + 4) / 5, bytes, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[FiveBits(bytes, i * 5)];
            }
        });
    }

    private static int FiveBits(byte[] bytes, int at)
    {
        var pair = (bytes[at / 8] << 8) | (at / 8 + 1 < bytes.Length ? bytes[(at / 8) + 1] : 0);
        return (pair >> (11 - (at % 8))) & 31;
    }

    private static byte[]? TryDecode(string text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        var (buffer, bits, written) = (0, 0, 0);
        foreach (var c in text)
        {
            if (Alphabet.IndexOf(c, StringComparison.Ordinal) is var value && value < 0)
            {
                return null;
            }

            buffer = ((buffer << 5) | value) & 0xFFFF;
            bits += 5;
            if (bits >= 8)
            {
                bytes[written++] = (byte)(buffer >> (bits -= 8));
            }
        }

        // One text a key: leftover bits are zero.
        if (written <= CheckBytes || (buffer & ((1 << bits) - 1)) != 0)
        {
            return null;
        }

        var content = bytes.AsSpan(0, written - CheckBytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(content.Length)) == Check(content) ? content.ToArray() : null;
    }

    private static ushort Check(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0;
        foreach (var b in bytes)
        {
            crc ^= (ushort)(b << 8);
            for (var i = 0; i < 8; i++)
            {
                crc = (ushort)((crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1);
            }
        }

        return crc;
    }
}
