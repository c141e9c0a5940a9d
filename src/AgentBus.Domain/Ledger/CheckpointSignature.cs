using System.Buffers.Binary;

namespace AgentBus.Domain.Ledger;

/// <summary>A signature line of a checkpoint.</summary>
/// <param name="Name">The name of the key: for a log, its origin.</param>
/// <param name="KeyHash">Helps to find the key; proves nothing.</param>
/// <param name="Signature">The signature, not verified.</param>
public sealed record CheckpointSignature(string Name, uint KeyHash, ReadOnlyMemory<byte> Signature)
{
    // An em dash and a space.
    private const string Prefix = "\u2014 ";
    private const int HashBytes = 4;

    /// <summary>The line, without its end.</summary>
    public string Line
    {
        get
        {
            var bytes = new byte[HashBytes + Signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyHash);
            Signature.Span.CopyTo(bytes.AsSpan(HashBytes));
            return $"{Prefix}{Name} {Convert.ToBase64String(bytes)}";
        }
    }

    /// <summary>Reads a line; null: it is none.</summary>
    public static CheckpointSignature? Read(string line)
    {
        var space = line.LastIndexOf(' ');
        if (!line.StartsWith(Prefix, StringComparison.Ordinal) || space <= Prefix.Length)
        {
            return null;
        }

        var bytes = new byte[line.Length - space];
        return Convert.TryFromBase64Chars(line.AsSpan(space + 1), bytes, out var length) && length > HashBytes
            ? new CheckpointSignature(line[Prefix.Length..space], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(HashBytes, length - HashBytes))
            : null;
    }
}
