using AgentBus.Model;
using AgentBus.Protocol;
using AgentBus.Silo.Gateway.Encodings;
using AgentBus.Silo.Security;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// The handshake at <c>/ws</c> (TRN-06): subprotocol, origin, limits. A request that may not connect gets an HTTP status and a sentence;
/// the credential is only taken along, since the agent's grain verifies it.
/// </summary>
internal sealed class WebSocketEndpoint(ConnectionGate gate, ConnectionRegistry registry, CertificateSeal seal, GatewayParts parts)
{
    /// <summary>The path.</summary>
    public const string Path = "/ws";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _origins = new(parts.Options.AllowedOrigins, StringComparer.OrdinalIgnoreCase);

    /// <summary>Answers one request; an upgraded one lasts as long as its connection.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (Check(context) is { } refusal)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        var address = context.Connection.RemoteIpAddress;
        if (Explain(gate.Enter(address)) is { } full)
        {
            await RefuseAsync(context, full, RetryAfter);
            return;
        }

        try
        {
            await ServeAsync(context);
        }
        finally
        {
            gate.Leave(address);
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        var subprotocol = Subprotocol(context)!;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = subprotocol,

            // Clients show signs of life in frames of their own; no timer per connection.
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
        });
        var connection = new Connection(
            registry.NextId(), socket, context.Connection.RemoteIpAddress, CredentialReader.FromRequest(context, seal), parts,
            subprotocol == ProtocolVersion.JsonSubprotocol ? JsonProtocol.Instance : null);

        // The credential would lie in memory for as long as the connection lasts.
        context.Request.Headers.Clear();
        await registry.RunAsync(connection);
    }

    private Handshake? Check(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return new Handshake(StatusCodes.Status426UpgradeRequired, Code.MessageInvalid, "This is a WebSocket endpoint; send an upgrade request.");
        }

        if (Subprotocol(context) is null)
        {
            return new Handshake(StatusCodes.Status400BadRequest, Code.VersionUnsupported, $"Ask for the subprotocol {ProtocolVersion.BinarySubprotocol} or {ProtocolVersion.JsonSubprotocol} in Sec-WebSocket-Protocol.");
        }

        string? origin = context.Request.Headers.Origin;
        if (origin is not null && !_origins.Contains("*") && !_origins.Contains(origin))
        {
            return new Handshake(StatusCodes.Status403Forbidden, Code.PermissionDenied, "Pages of this origin may not connect; AgentBus:Gateway:AllowedOrigins lists those that may.");
        }

        return parts.Options.RequireHandshakeCredential && CredentialReader.FromRequest(context, seal) is null
            ? new Handshake(StatusCodes.Status401Unauthorized, Code.Unauthenticated, $"Send a bearer token, an API key ({CredentialReader.ApiKeyHeader}) or a client certificate with the handshake.")
            : null;
    }

    /// <summary>The first of the wanted ones that is spoken here.</summary>
    private static string? Subprotocol(HttpContext context) => context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(
        static wanted => wanted is ProtocolVersion.BinarySubprotocol or ProtocolVersion.JsonSubprotocol);

    private static Handshake? Explain(GateAnswer answer) => answer switch
    {
        GateAnswer.Welcome => null,
        GateAnswer.Draining => new Handshake(StatusCodes.Status503ServiceUnavailable, Code.Draining, "The silo is going away; connect to another."),
        GateAnswer.Overloaded => new Handshake(StatusCodes.Status503ServiceUnavailable, Code.Overloaded, "The silo has grown too large to take more connections; connect to another."),
        GateAnswer.Full => new Handshake(StatusCodes.Status503ServiceUnavailable, Code.LimitExceeded, "The silo has as many connections as it may."),
        GateAnswer.TooManyFromAddress => new Handshake(StatusCodes.Status429TooManyRequests, Code.LimitExceeded, "This address has as many connections as it may."),
        _ => new Handshake(StatusCodes.Status429TooManyRequests, Code.RateLimited, "This address opens connections too fast."),
    };

    private Task RefuseAsync(HttpContext context, Handshake refusal, TimeSpan retryAfter = default)
    {
        GatewayLog.HandshakeRefused(parts.Logger, $"{context.Connection.RemoteIpAddress}", refusal.Reason);
        return ProblemAnswer.WriteAsync(context, new Refusal(refusal.Code, refusal.Reason, retryAfter), refusal.Status);
    }

    private sealed record Handshake(int Status, Code Code, string Reason);
}
