namespace AgentBus.Silo.Http;

/// <summary>What the HTTP API logs; ids 1400 to 1419. Never tokens, keys or content (OBS-08).</summary>
internal static partial class HttpLog
{
    [LoggerMessage(1400, LogLevel.Error, "The request {Endpoint} failed; the caller was told so without the reason")]
    public static partial void Failed(ILogger logger, Exception fault, string endpoint);
}
