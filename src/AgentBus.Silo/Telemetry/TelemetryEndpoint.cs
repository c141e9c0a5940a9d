using AgentBus.Model;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Gateway.FanOut;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Http;
using Orleans;

namespace AgentBus.Silo.Telemetry;

/// <summary>
/// The telemetry WebSocket on the internal listener (OBS-10, TRN-12): events of the caller's tenant as text, for whoever may follow the
/// system room's channels. It is apart from the traffic of agents, and can neither stop nor slow it.
/// </summary>
internal sealed class TelemetryEndpoint(
    CallerDesk desk, GatewayDrain drain, RoomFanOut fanOut, IClusterClient cluster, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<TelemetryEndpoint> logger)
    : IProtocolAdapter
{
    private const string Path = "/telemetry";
    private const int MaxClients = 64;

    private static readonly Refusal NotASocket = new(Code.MessageInvalid, "This is a WebSocket endpoint; send an upgrade request.");
    private static readonly Refusal FromPage = new(Code.PermissionDenied, "Pages may not connect here.");
    private static readonly Refusal Full = new(Code.LimitExceeded, $"There are {MaxClients} telemetry clients on this silo already.");

    private int _clients;

    /// <inheritdoc/>
    public string Protocol => "telemetry";

    /// <inheritdoc/>
    public void Map(WebApplication app) => app.MapGet(Path, HandleAsync).WithMetadata(ListenerKind.Internal);

    private async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await ProblemAnswer.WriteAsync(context, NotASocket, StatusCodes.Status426UpgradeRequired);
            return;
        }

        if (context.Request.Headers.Origin.Count > 0)
        {
            await ProblemAnswer.WriteAsync(context, FromPage);
            return;
        }

        if (drain.HasBegun)
        {
            await ProblemAnswer.WriteAsync(context, GatewayDrain.Leaving);
            return;
        }

        var credential = desk.CredentialOf(context);
        if (!credential.IsOk)
        {
            await ProblemAnswer.WriteAsync(context, credential.Refusal);
            return;
        }

        var entered = await desk.EnterAsync(context, credential.Value, RequestEnvelope.OfHeaders(context));
        if (!entered.IsOk)
        {
            await ProblemAnswer.WriteAsync(context, entered.Refusal);
            return;
        }

        await using var caller = entered.Value;
        if (await TelemetryConnection.RefuseAsync(caller, cluster) is { } refusal)
        {
            await ProblemAnswer.WriteAsync(context, refusal);
            return;
        }

        await ServeAsync(context, caller);
    }

    private async Task ServeAsync(HttpContext context, Services.Caller caller)
    {
        if (Interlocked.Increment(ref _clients) > MaxClients)
        {
            Interlocked.Decrement(ref _clients);
            await ProblemAnswer.WriteAsync(context, Full, StatusCodes.Status429TooManyRequests);
            return;
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await new TelemetryConnection(socket, caller, fanOut, cluster, time, logger).RunAsync(lifetime.ApplicationStopping);
        }
        catch (Exception fault) when (context.Response.HasStarted)
        {
            TelemetryLog.Failed(logger, fault, caller.Principal.Agent.GrainKey);
        }
        finally
        {
            Interlocked.Decrement(ref _clients);
        }
    }
}
