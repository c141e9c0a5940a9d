using AgentBus.Model;
using AgentBus.Protocol;
using AgentBus.Silo.Gateway.Arqon;
using AgentBus.Silo.Gateway.Encodings;
using AgentBus.Silo.Security;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// The handshake at <c>/ws</c> (TRN-06): subprotocol, origin, limits. A request that may not connect gets an HTTP status and a sentence;
/// the credential is only taken along, since the agent's grain verifies it.
/// </summary>
internal sealed class WebSocketEndpoint(ConnectionGate gate, ConnectionRegistry registry, CertificateSeal seal, ArqonHandshake arqon, GatewayParts parts)
{
    /// <summary>The path.</summary>
    public const string Path = "/ws";

    private static readonly Handshake Unauthorized = new(
        StatusCodes.Status401Unauthorized, Code.Unauthenticated, $"Send a valid bearer token, API key ({CredentialReader.ApiKeyHeader}) or client certificate with the handshake.");

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
        var text = TextOf(context);
        var credential = CredentialReader.FromRequest(context, seal);
        if (text is ArqonProtocol)
        {
            credential ??= ArqonHandshake.FromQuery(context);
            if (!await arqon.VerifyAsync(context, credential))
            {
                context.Response.Headers.WWWAuthenticate = ArqonHandshake.Challenge;
                await RefuseAsync(context, Unauthorized);
                return;
            }
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(Accept(context, text));
        var connection = new Connection(registry.NextId(), socket, context.Connection.RemoteIpAddress, credential, parts, text);

        // The credential would lie in memory for as long as the connection lasts.
        credential = null;
        context.Request.Headers.Clear();
        context.Request.QueryString = QueryString.Empty;
        await registry.RunAsync(connection);
    }

    private WebSocketAcceptContext Accept(HttpContext context, ITextProtocol? text) => text is { AnswersPings: true }
        ? new WebSocketAcceptContext { KeepAliveInterval = parts.Options.HeartbeatInterval, KeepAliveTimeout = parts.Options.IdleTimeout }
        : new WebSocketAcceptContext
        {
            SubProtocol = Subprotocol(context),

            // Clients show signs of life in frames of their own; no timer per connection.
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
        };

    private ITextProtocol? TextOf(HttpContext context) =>
        arqon.Is(context) ? new ArqonProtocol(parts.Commands, parts.Time)
        : Subprotocol(context) == ProtocolVersion.JsonSubprotocol ? JsonProtocol.Instance
        : null;

    private Handshake? Check(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return new Handshake(StatusCodes.Status426UpgradeRequired, Code.MessageInvalid, "This is a WebSocket endpoint; send an upgrade request.");
        }

        if (Subprotocol(context) is null && !arqon.Is(context))
        {
            return new Handshake(StatusCodes.Status400BadRequest, Code.VersionUnsupported, $"Ask for the subprotocol {ProtocolVersion.BinarySubprotocol} or {ProtocolVersion.JsonSubprotocol} in Sec-WebSocket-Protocol.");
        }

        string? origin = context.Request.Headers.Origin;
        if (origin is not null && !_origins.Contains("*") && !_origins.Contains(origin))
        {
            return new Handshake(StatusCodes.Status403Forbidden, Code.PermissionDenied, "Pages of this origin may not connect; AgentBus:Gateway:AllowedOrigins lists those that may.");
        }

        return parts.Options.RequireHandshakeCredential && CredentialReader.FromRequest(context, seal) is null && !arqon.Is(context)
            ? Unauthorized
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
