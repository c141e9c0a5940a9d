using AgentBus.Contracts;
using AgentBus.Domain.Abuse;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using AgentBus.Silo.Security.Abuse;
using Orleans;

namespace AgentBus.Silo.Security.Operators;

/// <summary>
/// The one place that decides who is an operator of the silo: the holder of a valid credential with the role <c>operator</c> that a tenant
/// cannot give itself, so of the issuer, of TLS, or of an added scheme. Keys in a tenant's settings are the tenant's and make no operator.
/// Thread-safe.
/// </summary>
internal sealed class OperatorCheck(
    IAuthenticator authenticator, CredentialRouting routing, CertificateSeal seal, IClusterClient cluster, BanList bans, TimeProvider time)
{
    /// <summary>The operator that a request's credential proves, or null. A bad credential counts against the address.</summary>
    public async Task<Principal?> FindAsync(HttpContext context)
    {
        if (CredentialReader.FromRequest(context, seal) is not { } credential)
        {
            return null;
        }

        var principal = credential.Kind is CredentialKind.ApiKey or CredentialKind.NKey ? null : await VerifyAsync(credential, context.RequestAborted);
        if (principal is null)
        {
            bans.Note(context.Connection.RemoteIpAddress, Offence.BadCredential);
        }

        return principal?.Roles.Contains(DefaultRoles.Operator) == true ? principal : null;
    }

    private async Task<Principal?> VerifyAsync(Credential credential, CancellationToken cancellationToken)
    {
        if (await routing.RouteAsync(credential, cancellationToken) is not { } agent || !TenantKey.TryCreate(agent.Tenant, out var tenant))
        {
            return null;
        }

        var settings = await cluster.GetGrain<ITenantAdmin>(tenant.GrainKey).ShowAsync();
        return settings.Value is { } known && !known.DisabledAgents.Contains(agent.Agent)
            ? await authenticator.AuthenticateAsync(credential, known, time.GetUtcNow(), cancellationToken)
            : null;
    }
}
