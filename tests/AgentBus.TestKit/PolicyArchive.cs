using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace AgentBus.TestKit;

/// <summary>Bundles of policies as tests write them: files by path, packed as a tar archive compressed with gzip.</summary>
public static class PolicyArchive
{
    /// <summary>Packs files.</summary>
    public static byte[] Of(params (string Path, string Text)[] files)
    {
        using var archive = new MemoryStream();
        using (var plain = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new TarWriter(plain, TarEntryFormat.Ustar))
        {
            foreach (var (path, text) in files)
            {
                using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch });
            }
        }

        return archive.ToArray();
    }
}
