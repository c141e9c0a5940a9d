using System.Buffers.Binary;

namespace AgentBus.Storage.Sqlite;

/// <summary>The blobs of channel_run and sender_run: fixed-width entries, little endian.</summary>
internal static class RunBytes
{
    private const int Word = sizeof(long);
    private const int EntryBytes = 2 * Word;

    public static byte[] Write(List<long> rows)
    {
        var bytes = new byte[rows.Count * Word];
        for (var i = 0; i < rows.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * Word), rows[i]);
        }

        return bytes;
    }

    public static byte[] Write(List<KeyEntry> entries)
    {
        var bytes = new byte[entries.Count * EntryBytes];
        for (var i = 0; i < entries.Count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * EntryBytes), entries[i].Hash);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan((i * EntryBytes) + Word), entries[i].Row);
        }

        return bytes;
    }

    public static int RowCount(ReadOnlySpan<byte> run) => run.Length / Word;

    public static long Row(ReadOnlySpan<byte> run, int index) => BinaryPrimitives.ReadInt64LittleEndian(run[(index * Word)..]);

    public static int EntryCount(ReadOnlySpan<byte> run) => run.Length / EntryBytes;

    public static KeyEntry Entry(ReadOnlySpan<byte> run, int index) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(run[(index * EntryBytes)..]),
        BinaryPrimitives.ReadInt64LittleEndian(run[((index * EntryBytes) + Word)..]));
}
