using AgentBus.Model;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Security;

/// <summary>Believes a sealed statement about a client certificate; roles and clearance are configured. Thread-safe.</summary>
internal sealed class CertificateAuthenticator(CertificateSeal seal, IOptions<AgentBusOptions> options)
{
    private readonly AuthenticationOptions _options = options.Value.Authentication;

    /// <summary>The principal of a certificate of this tenant, or null.</summary>
    public Principal? Authenticate(string value, TenantSettings tenant, DateTimeOffset now) =>
        seal.TryOpen(value) is { } statement
        && statement.NotAfter > now
        && CertificateName.TryParse(statement.Subject, out var agent)
        && agent.Tenant == tenant.Tenant.Tenant
            ? new Principal(
                agent,
                EntityType.Agent,
                [.. _options.CertificateRoles.Order(StringComparer.Ordinal)],
                _options.CertificateClearance,
                Capabilities: [],
                statement.Thumbprint,
                statement.NotAfter)
            : null;
}
