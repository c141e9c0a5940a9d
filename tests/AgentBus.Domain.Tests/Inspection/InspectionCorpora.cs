using System.IO.Compression;
using System.Text.Json.Nodes;

namespace AgentBus.Domain.Tests.Inspection;

/// <summary>Finds the public test data, which is no part of the repository.</summary>
internal static class InspectionCorpora
{
    public static JsonNode Read(string fileName)
    {
        var path = Path.Combine(Folder() ?? string.Empty, fileName);
        Assert.SkipUnless(File.Exists(path), "no corpora: neither AGENTBUS_CORPORA nor ../shared/corpora beside the checkout has " + fileName);
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return JsonNode.Parse(stream)!;
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("AGENTBUS_CORPORA") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var beside = Path.Combine(folder.FullName, "shared", "corpora");
            if (Directory.Exists(beside))
            {
                return beside;
            }
        }

        return null;
    }
}
