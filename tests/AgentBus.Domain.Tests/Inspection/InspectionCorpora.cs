using System.IO.Compression;
using System.Text.Json.Nodes;
using AgentBus.TestKit;

namespace AgentBus.Domain.Tests.Inspection;

/// <summary>Reads the public test data of inspection.</summary>
internal static class InspectionCorpora
{
    public static JsonNode Read(string fileName)
    {
        var path = PublicCorpora.Find(fileName);
        Assert.SkipWhen(path is null, PublicCorpora.Missing(fileName));
        using var stream = new GZipStream(File.OpenRead(path!), CompressionMode.Decompress);
        return JsonNode.Parse(stream)!;
    }
}
