using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Verifies credentials (SEC-02). Thread-safe.</summary>
public interface IAuthenticator
{
    /// <summary>
    /// Tells who a credential speaks for, or null where it is not valid: unsigned, wrongly signed, expired, for another audience, revoked in
    /// the settings, or of another tenant than the settings'. It never throws for a bad credential.
    /// </summary>
    ValueTask<Principal?> AuthenticateAsync(Credential credential, TenantSettings tenant, DateTimeOffset now, CancellationToken cancellationToken);
}
