using System.IO.Compression;
using System.Text.Json;

namespace AgentBus.Rego.Compliance;

/// <summary>Reads suites, plain or compressed.</summary>
public static class CaseFile
{
    private static readonly JsonSerializerOptions Options = new() { MaxDepth = 512 };

    public static IReadOnlyList<ComplianceCase> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 512 });
        var cases = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement : document.RootElement.GetProperty("cases");
        return cases.Deserialize<List<ComplianceCase>>(Options)!;
    }
}
