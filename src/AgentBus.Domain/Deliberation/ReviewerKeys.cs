using System.Security.Cryptography;

namespace AgentBus.Domain.Deliberation;

/// <summary>Public keys of reviewers as text.</summary>
public static class ReviewerKeys
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const int MaxEncoded = 256;
    private const int NameBytes = 16;

    /// <summary>Reads SubjectPublicKeyInfo in base64; null where it is none of an ECDSA P-256 key.</summary>
    public static ECDsa? TryRead(string publicKey)
    {
        if (publicKey.Length is 0 or > MaxEncoded)
        {
            return null;
        }

        ECDsa? key = ECDsa.Create();
        try
        {
            var der = Convert.FromBase64String(publicKey);
            key.ImportSubjectPublicKeyInfo(der, out var read);
            if (read == der.Length && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256)
            {
                (var good, key) = (key, null);
                return good;
            }

            return null;
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            return null;
        }
        finally
        {
            key?.Dispose();
        }
    }

    /// <summary>The name of a key: 32 hex digits of the hash of its one DER form; null where it is no key.</summary>
    public static string? NameOf(string publicKey)
    {
        using var key = TryRead(publicKey);
        return key is null ? null : Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, NameBytes));
    }
}
