using System.Buffers.Binary;
using Orleans;

namespace AgentBus.Model;

/// <summary>A SHA-256 hash of the ledger's tree, as a value: comparing, copying and hashing again allocate nothing.</summary>
/// <param name="Part0">Bytes 0 to 7, big endian.</param>
/// <param name="Part1">Bytes 8 to 15.</param>
/// <param name="Part2">Bytes 16 to 23.</param>
/// <param name="Part3">Bytes 24 to 31.</param>
[GenerateSerializer, Immutable, Alias("agentbus.LedgerHash")]
public readonly record struct LedgerHash(
    [property: Id(0)] ulong Part0, [property: Id(1)] ulong Part1, [property: Id(2)] ulong Part2, [property: Id(3)] ulong Part3)
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = 32;

    /// <summary>Reads one.</summary>
    /// <exception cref="ArgumentException">They are not 32 bytes.</exception>
    public static LedgerHash Of(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new LedgerHash(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]))
        : throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads hexadecimal or base64 text; false where it is neither of a hash.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out LedgerHash hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var isWhole = text.Length == Size * 2
            ? Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == Size
            : Convert.TryFromBase64Chars(text, bytes, out written) && written == Size;
        hash = isWhole ? Of(bytes) : default;
        return isWhole;
    }

    /// <summary>Writes its 32 bytes.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Part0);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Part1);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], Part2);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], Part3);
    }

    /// <summary>Its bytes, copied.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>As base64, which checkpoints have.</summary>
    public string ToBase64() => Convert.ToBase64String(ToBytes());

    /// <summary>As lower-case hexadecimal, which entries have.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}
