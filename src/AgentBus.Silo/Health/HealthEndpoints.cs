using AgentBus.Silo.Hosting;

namespace AgentBus.Silo.Health;

/// <summary>Health over HTTP. Liveness looks at nothing outside the process, so that a full disk does not restart it.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/health</c> and <c>/ready</c> on both listeners, <c>/health/live</c> on the internal one.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health", static (HealthProbe probe) => Answer(probe, probe.Report().HealthScore > 0)).WithMetadata(ListenerKind.Both);
        app.MapGet("/ready", static (HealthProbe probe) => Answer(probe, probe.IsReady)).WithMetadata(ListenerKind.Both);
        app.MapGet("/health/live", static () => Results.Text("alive")).WithMetadata(ListenerKind.Internal);
    }

    private static IResult Answer(HealthProbe probe, bool isGood) =>
        Results.Json(probe.Report(), statusCode: isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}
