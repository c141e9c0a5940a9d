using System.Formats.Tar;
using System.IO.Compression;

namespace AgentBus.Rego.Bundles;

/// <summary>The files of a bundle by path, read whole within limits.</summary>
internal static class BundleFiles
{
    private const int MaxFiles = 10_000;
    private const long MaxBytes = 64 * 1024 * 1024;

    public static SortedDictionary<string, byte[]> OfFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new RegoError(RegoErrorCode.Bundle, $"{path}: there is no such folder");
        }

        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        long total = 0;
        try
        {
            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            {
                var name = Path.GetRelativePath(path, file).Replace('\\', '/');
                if (!IsPart(name))
                {
                    continue;
                }

                total += new FileInfo(file).Length;
                Check(files.Count + 1, total);
                files.Add(name, File.ReadAllBytes(file));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegoError(RegoErrorCode.Bundle, error.Message, inner: error);
        }

        return files;
    }

    public static SortedDictionary<string, byte[]> OfArchive(Stream archive)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        long total = 0;
        try
        {
            using var plain = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
            using var reader = new TarReader(plain);
            while (reader.GetNextEntry() is { } entry)
            {
                var name = entry.Name.TrimStart('.').TrimStart('/') is var trimmed && entry.Name.EndsWith(".manifest", StringComparison.Ordinal) && !trimmed.Contains('/', StringComparison.Ordinal) ? ".manifest" : trimmed;
                if (entry.DataStream is null || !IsPart(name))
                {
                    continue;
                }

                if (name.Split('/').Contains(".."))
                {
                    throw new RegoError(RegoErrorCode.Bundle, $"{entry.Name}: leads out of the bundle");
                }

                total += entry.Length;
                Check(files.Count + 1, total);
                using var content = new MemoryStream();
                entry.DataStream.CopyTo(content);
                files[name] = content.ToArray();
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException or FormatException or ArgumentException)
        {
            throw new RegoError(RegoErrorCode.Bundle, "the archive is damaged: " + error.Message, inner: error);
        }

        return files;
    }

    public static void Write(SortedDictionary<string, byte[]> files, Stream archive)
    {
        using var plain = new GZipStream(archive, CompressionLevel.Optimal, leaveOpen: true);
        using var writer = new TarWriter(plain, TarEntryFormat.Ustar);
        foreach (var (name, content) in files)
        {
            using var data = new MemoryStream(content);
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = data, ModificationTime = DateTimeOffset.UnixEpoch });
        }
    }

    private static bool IsPart(string name)
    {
        var file = name[(name.LastIndexOf('/') + 1)..];
        return file.EndsWith(".rego", StringComparison.Ordinal) || file is "data.json" or "data.yaml" or "data.yml" || name == ".manifest";
    }

    private static void Check(int count, long total)
    {
        if (count > MaxFiles || total > MaxBytes)
        {
            throw new RegoError(RegoErrorCode.Bundle, $"more than {MaxFiles} files or {MaxBytes} bytes");
        }
    }
}
