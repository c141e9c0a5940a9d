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

    /// <summary>An Ed25519 signature of a challenge: <c>nk.tenant.keyid.nonce.signature</c>.</summary>
    NKey,

    /// <summary>Of a scheme that was added to the bus: the scheme's name, a space, and what it understands.</summary>
    Extension,
}
