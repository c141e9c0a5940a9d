using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace AgentBus.Silo.Security.Keys;

/// <summary>A public key of the issuer, with the one algorithm that it is for: a key never verifies a signature of another kind.</summary>
/// <param name="Id">The key id (<c>kid</c>); empty: none.</param>
/// <param name="Algorithm">RS256 or ES256.</param>
/// <param name="Key">The key.</param>
internal sealed record SigningKey(string Id, string Algorithm, SecurityKey Key)
{
    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, 3.3).</summary>
    public const string Rs256 = "RS256";

    /// <summary>ECDSA with P-256 and SHA-256 (RFC 7518, 3.4).</summary>
    public const string Es256 = "ES256";

    private const int MinRsaBits = 2048;
    private const int EcBits = 256;

    /// <summary>A key for RS256.</summary>
    /// <exception cref="CryptographicException">It is shorter than 2,048 bits.</exception>
    public static SigningKey Of(string id, RSA rsa) => rsa.KeySize >= MinRsaBits
        ? new SigningKey(id, Rs256, new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = id })
        : throw new CryptographicException($"The RSA key has {rsa.KeySize} bits; {MinRsaBits} are the least.");

    /// <summary>A key for ES256.</summary>
    /// <exception cref="CryptographicException">It is not of the curve P-256.</exception>
    public static SigningKey Of(string id, ECDsa ec)
    {
        var parameters = ec.ExportParameters(includePrivateParameters: false);
        return ec.KeySize == EcBits && parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
            ? new SigningKey(id, Es256, new ECDsaSecurityKey(ECDsa.Create(parameters)) { KeyId = id })
            : throw new CryptographicException("The EC key is not of the curve P-256.");
    }
}
