using AgentBus.Silo.Hosting;

namespace AgentBus.Silo.Http;

/// <summary>Serves the document as it was checked in. It says nothing that the repository does not, so it needs no credential.</summary>
internal static class OpenApiEndpoint
{
    private const string Path = "/openapi/v1.json";
    private const string Resource = "openapi.v1.json";

    /// <summary>Maps it, on both listeners.</summary>
    public static void MapOpenApi(this WebApplication app)
    {
        var document = Read();
        app.MapGet(Path, () => Results.Bytes(document, "application/json")).WithMetadata(ListenerKind.Both);
    }

    private static byte[] Read()
    {
        using var stream = typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream(Resource)!;
        var document = new byte[stream.Length];
        stream.ReadExactly(document);
        return document;
    }
}
