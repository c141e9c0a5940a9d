using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Silo.Security;

/// <summary>
/// Carries a front-end's word on a client certificate to the agent's grain. Only TLS can tell that the client holds the certificate's key,
/// and TLS ends at the front-end; without a seal any caller of the grain could claim any subject. Thread-safe.
/// </summary>
internal sealed class CertificateSeal(SealKey key)
{
    private const string Purpose = "client certificate";

    /// <summary>A statement about a certificate that TLS has verified.</summary>
    public Credential Seal(X509Certificate2 certificate)
    {
        var statement = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
            new CertificateStatement(certificate.Subject, certificate.Thumbprint, new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero))));
        return new Credential(CredentialKind.Certificate, $"{statement}.{Sign(statement)}");
    }

    /// <summary>The statement, or null where the seal is not ours.</summary>
    public CertificateStatement? TryOpen(string value)
    {
        var dot = value.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return null;
        }

        var seal = Encoding.ASCII.GetBytes(value[(dot + 1)..]);
        return CryptographicOperations.FixedTimeEquals(seal, Encoding.ASCII.GetBytes(Sign(value[..dot]))) ? Read(value.AsSpan(0, dot)) : null;
    }

    /// <summary>The statement without a look at the seal: good enough to find the grain that looks.</summary>
    public static CertificateStatement? Peek(string value)
    {
        var dot = value.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? null : Read(value.AsSpan(0, dot));
    }

    private static CertificateStatement? Read(ReadOnlySpan<char> statement)
    {
        try
        {
            return JsonSerializer.Deserialize<CertificateStatement>(Base64Url.DecodeFromChars(statement));
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private string Sign(string statement) => Base64Url.EncodeToString(key.Sign(Purpose, Encoding.ASCII.GetBytes(statement)));
}
