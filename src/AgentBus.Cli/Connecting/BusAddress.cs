namespace AgentBus.Cli.Connecting;

/// <summary>Where a bus is: one address serves WebSockets at /ws and HTTP beside it, whatever is before /ws being the path of a proxy.</summary>
internal sealed record BusAddress
{
    private const string SocketPath = "/ws";

    private BusAddress(Uri http, Uri webSocket) => (Http, WebSocket) = (http, webSocket);

    /// <summary>The root of the HTTP API; it ends with a slash.</summary>
    public Uri Http { get; }

    /// <summary>The address of the WebSocket.</summary>
    public Uri WebSocket { get; }

    /// <summary>Reads an http, https, ws or wss address; null where it is none.</summary>
    public static BusAddress? TryRead(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var given) || given.Scheme is not ("http" or "https" or "ws" or "wss") || given.UserInfo.Length > 0)
        {
            return null;
        }

        var isSafe = given.Scheme is "https" or "wss";
        var path = given.AbsolutePath.TrimEnd('/');
        var root = path.EndsWith(SocketPath, StringComparison.Ordinal) ? path[..^SocketPath.Length] : path;
        return new BusAddress(
            Make(isSafe ? "https" : "http", given, root + "/"),
            Make(isSafe ? "wss" : "ws", given, root + SocketPath));
    }

    public override string ToString() => $"{Http}";

    private static Uri Make(string scheme, Uri given, string path) =>
        new UriBuilder(scheme, given.Host, given.Port, path).Uri;
}
