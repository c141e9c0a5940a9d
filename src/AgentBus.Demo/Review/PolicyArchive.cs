using System.Formats.Tar;
using System.IO.Compression;

namespace AgentBus.Demo.Review;

/// <summary>A folder of policies as the bus takes it: tar, compressed with gzip. The same folder gives the same bytes.</summary>
internal static class PolicyArchive
{
    /// <summary>Packs a folder.</summary>
    public static byte[] Of(string folder)
    {
        using var archive = new MemoryStream();
        using (var zip = new GZipStream(archive, CompressionLevel.Optimal, leaveOpen: true))
        using (var tar = new TarWriter(zip, TarEntryFormat.Ustar))
        {
            foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, Path.GetFileName(file)) { DataStream = new MemoryStream(File.ReadAllBytes(file)) });
            }
        }

        return archive.ToArray();
    }
}
