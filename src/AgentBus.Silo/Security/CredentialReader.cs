using AgentBus.Model;
using AgentBus.Silo.Security.NKeys;

namespace AgentBus.Silo.Security;

/// <summary>Takes the credential of a caller out of its request. It verifies nothing: the grain does; a certificate was verified by TLS.</summary>
internal static class CredentialReader
{
    /// <summary>The header of API keys (SEC-01).</summary>
    public const string ApiKeyHeader = "X-ACE-API-Key";

    private const string BearerScheme = "Bearer ";

    /// <summary>The credential of a handshake or HTTP request: bearer token, API key or client certificate, in this order; null: none.</summary>
    public static Credential? FromRequest(HttpContext context, CertificateSeal seal)
    {
        string? authorization = context.Request.Headers.Authorization;
        if (!string.IsNullOrWhiteSpace(authorization))
        {
            return FromText(authorization);
        }

        if ((string?)context.Request.Headers[ApiKeyHeader] is { Length: > 0 } key)
        {
            return new Credential(CredentialKind.ApiKey, key);
        }

        return context.Connection.ClientCertificate is { } certificate
            ? seal.Seal(certificate)
            : null;
    }

    /// <summary>
    /// The credential that a text is: with a word before it, that scheme's; else an API key or nkey by its prefix, else a token; null where
    /// it is empty.
    /// </summary>
    public static Credential? FromText(string text)
    {
        var trimmed = text.Trim();
        var bare = trimmed.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase) ? trimmed[BearerScheme.Length..].TrimStart() : trimmed;
        return bare.Length == 0 ? null
            : bare.Contains(' ', StringComparison.Ordinal) ? new Credential(CredentialKind.Extension, bare)
            : bare.StartsWith(ApiKey.Prefix, StringComparison.Ordinal) ? new Credential(CredentialKind.ApiKey, bare)
            : bare.StartsWith(NKeyCredential.Prefix, StringComparison.Ordinal) ? new Credential(CredentialKind.NKey, bare)
            : new Credential(CredentialKind.Jwt, bare);
    }
}
