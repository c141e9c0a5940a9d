using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AgentBus.Silo.Hosting.Tls;

/// <summary>What a handshake goes by: the certificate with its chain, and the authorities of client certificates. Immutable.</summary>
/// <param name="Server">The certificate with its chain.</param>
/// <param name="Leaf">The certificate.</param>
/// <param name="ClientAuthorities">Whose client certificates are taken; null: none are asked for.</param>
internal sealed record TlsMaterial(SslStreamCertificateContext Server, X509Certificate2 Leaf, X509Certificate2Collection? ClientAuthorities)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>When the certificate ends.</summary>
    public DateTimeOffset NotAfter => new(Leaf.NotAfter.ToUniversalTime(), TimeSpan.Zero);

    /// <summary>How a client certificate is verified: it leads to one of our authorities, is valid now and made for clients. Revocation is by thumbprint, in the tenant's settings.</summary>
    public X509ChainPolicy? ClientPolicy()
    {
        if (ClientAuthorities is null)
        {
            return null;
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            ApplicationPolicy = { new Oid(ClientAuthentication) },
        };
        policy.CustomTrustStore.AddRange(ClientAuthorities);
        return policy;
    }
}
