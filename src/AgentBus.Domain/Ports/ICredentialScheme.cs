using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>
/// A further way of proving who one is (SEC-02), named by the word before the credential: <c>Authorization: Name value</c>, or
/// <c>Name value</c> as the token of Hello. An implementation is a public class in an assembly that
/// <c>AgentBus:Authentication:Extensions</c> names; its constructor may ask for the host's services. Thread-safe.
/// </summary>
public interface ICredentialScheme
{
    /// <summary>The word, compared without regard to case; not <c>Bearer</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Tells whose credential it claims to be, without verifying anything: the grain of that agent is asked to. Null: it names nobody.
    /// </summary>
    ValueTask<AgentKey?> LocateAsync(string value, CancellationToken cancellationToken);

    /// <summary>
    /// Tells who the credential speaks for, or null where it is not valid. It never throws for a bad credential; a fault refuses it. Tenant,
    /// end and revocation of what it tells are checked by the bus once more.
    /// </summary>
    ValueTask<Principal?> AuthenticateAsync(string value, TenantSettings tenant, DateTimeOffset now, CancellationToken cancellationToken);
}
