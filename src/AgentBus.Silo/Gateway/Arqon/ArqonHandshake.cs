using AgentBus.Contracts;
using AgentBus.Domain.Abuse;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using AgentBus.Silo.Security.Abuse;
using Microsoft.Extensions.Options;
using Orleans;

namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>
/// The handshake of ArqonBus clients: no subprotocol, the token in a header or in the query, a bad one answered with 401 before the upgrade.
/// The agent's grain verifies it again when the session opens. Thread-safe.
/// </summary>
internal sealed class ArqonHandshake(
    IClusterClient cluster,
    CredentialRouting routing,
    IAuthenticator authenticator,
    BanList bans,
    IOptions<GatewayOptions> options,
    TimeProvider time)
{
    /// <summary>The header that goes with a 401, and what is in it.</summary>
    public const string Challenge = "Bearer realm=\"arqonbus\"";

    private static readonly string[] QueryNames = ["token", "access_token", "auth_token"];

    /// <summary>The request is one of an ArqonBus client, and such clients are let in.</summary>
    public bool Is(HttpContext context) => options.Value.ArqonBusCompat && context.WebSockets is { IsWebSocketRequest: true, WebSocketRequestedProtocols.Count: 0 };

    /// <summary>The token of the query, where the headers have none.</summary>
    public static Credential? FromQuery(HttpContext context) =>
        QueryNames.Select(name => (string?)context.Request.Query[name]).FirstOrDefault(static token => !string.IsNullOrEmpty(token)) is { } text
            ? CredentialReader.FromText(text)
            : null;

    /// <summary>Whether the credential is good now.</summary>
    public async Task<bool> VerifyAsync(HttpContext context, Credential? credential)
    {
        if (credential is null)
        {
            return false;
        }

        if (await routing.RouteAsync(credential, context.RequestAborted) is { } agent
            && (await cluster.GetGrain<ITenantAdmin>(new TenantKey(agent.Tenant).GrainKey).ShowAsync()).Value is { } tenant
            && await authenticator.AuthenticateAsync(credential, tenant, time.GetUtcNow(), context.RequestAborted) is not null)
        {
            return true;
        }

        bans.Note(context.Connection.RemoteIpAddress, Offence.BadCredential);
        return false;
    }
}
