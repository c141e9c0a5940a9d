using System.Collections.Frozen;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Silo.Security.Schemes;

/// <summary>The schemes that were added to the bus, by their names. A fault in one refuses the credential (SEC-11). Thread-safe.</summary>
internal sealed class CredentialSchemes(IEnumerable<ICredentialScheme> schemes, ILogger<CredentialSchemes> logger)
{
    private readonly FrozenDictionary<string, ICredentialScheme> _schemes = schemes.ToFrozenDictionary(static scheme => scheme.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whose credential it claims to be; null: nobody's, or of no scheme that there is.</summary>
    public ValueTask<AgentKey?> LocateAsync(string text, CancellationToken cancellationToken) =>
        AskAsync(text, (scheme, value) => scheme.LocateAsync(value, cancellationToken));

    /// <summary>Who it speaks for; null: it is not valid, or of no scheme that there is.</summary>
    public ValueTask<Principal?> AuthenticateAsync(string text, TenantSettings tenant, DateTimeOffset now, CancellationToken cancellationToken) =>
        AskAsync(text, (scheme, value) => scheme.AuthenticateAsync(value, tenant, now, cancellationToken));

    private async ValueTask<T?> AskAsync<T>(string text, Func<ICredentialScheme, string, ValueTask<T?>> ask)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !_schemes.TryGetValue(text[..space], out var scheme))
        {
            return default;
        }

        try
        {
            return await ask(scheme, text[(space + 1)..].Trim());
        }
        catch (Exception e)
        {
            SecurityLog.SchemeFailed(logger, e, scheme.Name);
            return default;
        }
    }
}
