namespace AgentBus.Model;

/// <summary>How a credential is verified.</summary>
public enum CredentialKind
{
    /// <summary>A signed JSON web token.</summary>
    Jwt,

    /// <summary>An API key: <c>ak.tenant.keyid.secret</c>.</summary>
    ApiKey,

    /// <summary>A client certificate that TLS verified.</summary>
    Certificate,
}
