using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AgentBus.Cli.Credentials;

/// <summary>An issuer's key out of a PEM file: EC P-256 (ES256) or RSA of 2,048 bits or more (RS256). Dispose it.</summary>
internal sealed class IssuerKey : IDisposable
{
    private const int LeastRsaBits = 2_048;
    private const string NistP256 = "1.2.840.10045.3.1.7";

    private readonly ECDsa? _ec;
    private readonly RSA? _rsa;

    private IssuerKey(ECDsa? ec, RSA? rsa, bool isPrivate) => (_ec, _rsa, IsPrivate) = (ec, rsa, isPrivate);

    /// <summary>The name of its algorithm in tokens (RFC 7518).</summary>
    public string Algorithm => _ec is not null ? "ES256" : "RS256";

    /// <summary>It can sign.</summary>
    public bool IsPrivate { get; }

    /// <exception cref="CommandFailure">It cannot be read, or is no such key.</exception>
    public static IssuerKey Read(string path)
    {
        try
        {
            var pem = File.ReadAllText(path);
            return pem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal) ? OfCertificate(pem) : OfKey(pem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"{path} holds no key that can be used (EC P-256 or RSA of {LeastRsaBits} bits, in PEM, without a password): {e.Message}", e);
        }
    }

    /// <summary>The signature of a text.</summary>
    public byte[] Sign(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return _ec is not null ? _ec.SignData(bytes, HashAlgorithmName.SHA256) : _rsa!.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public bool Verifies(string text, ReadOnlySpan<byte> signature)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return _ec is not null
            ? _ec.VerifyData(bytes, signature, HashAlgorithmName.SHA256)
            : _rsa!.VerifyData(bytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public void Dispose()
    {
        _ec?.Dispose();
        _rsa?.Dispose();
    }

    private static IssuerKey OfCertificate(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return Check(new IssuerKey(certificate.GetECDsaPublicKey(), certificate.GetRSAPublicKey(), isPrivate: false));
    }

    private static IssuerKey OfKey(string pem)
    {
        var isPrivate = pem.Contains("PRIVATE KEY", StringComparison.Ordinal);
        var ec = ECDsa.Create();
        if (TryImport(ec, pem))
        {
            return Check(new IssuerKey(ec, null, isPrivate));
        }

        ec.Dispose();
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return Check(new IssuerKey(null, rsa, isPrivate));
    }

    private static bool TryImport(ECDsa key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static IssuerKey Check(IssuerKey key)
    {
        var isRight = key._ec is { } ec ? ec.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == NistP256 : key._rsa is { KeySize: >= LeastRsaBits };
        if (isRight)
        {
            return key;
        }

        key.Dispose();
        throw new CryptographicException("It is another kind of key.");
    }
}
