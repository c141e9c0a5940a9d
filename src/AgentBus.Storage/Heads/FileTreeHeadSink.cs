using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Heads;

/// <summary>
/// Signed heads in files of a directory, one a tenant, one checkpoint behind the other as text; nothing is ever changed in them. A checkpoint that a
/// crash cut off at the end is passed over.
/// </summary>
/// <param name="directory">The directory.</param>
internal sealed class FileTreeHeadSink(string directory) : ITreeHeadSink
{
    private const int TailBytes = 64 * 1024;
    private const int BodyLines = 4;
    private const string SignaturePrefix = "\u2014 ";

    public string Name => directory;

    public async Task<string?> ReadLatestAsync(string tenant, CancellationToken cancellationToken)
    {
        try
        {
            var path = PathOf(tenant);
            if (!File.Exists(path))
            {
                return null;
            }

            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
            using var reader = new StreamReader(file, Encoding.UTF8);
            return Latest(await reader.ReadToEndAsync(cancellationToken));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    public async Task WriteAsync(SignedTreeHead head, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(directory);
            await using var file = new FileStream(PathOf(head.Tenant), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            file.Seek(0, SeekOrigin.End);
            var isCutOff = file.Length > 0 && !await EndsLineAsync(file, cancellationToken);
            await file.WriteAsync(Encoding.UTF8.GetBytes(isCutOff ? "\n" + head.Note : head.Note), cancellationToken);
            file.Flush(flushToDisk: true);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    private static async Task<bool> EndsLineAsync(FileStream file, CancellationToken cancellationToken)
    {
        var last = new byte[1];
        file.Seek(-1, SeekOrigin.End);
        await file.ReadExactlyAsync(last, cancellationToken);
        return last[0] == '\n';
    }

    /// <summary>The last checkpoint that is whole: four lines, an empty one, signatures.</summary>
    private static string? Latest(string text)
    {
        // What stands behind the last line end is nothing, or cut off.
        var lines = text.Split('\n')[..^1];
        var end = Array.FindLastIndex(lines, static line => line.StartsWith(SignaturePrefix, StringComparison.Ordinal));
        var gap = end < 0 ? -1 : Array.FindLastIndex(lines, end, static line => line.Length == 0);
        return gap < BodyLines ? null : string.Join('\n', lines[(gap - BodyLines)..(end + 1)]) + "\n";
    }

    // Ids of tenants have no character that means something in a path.
    private string PathOf(string tenant) => Path.Combine(directory, tenant + ".checkpoints");
}
