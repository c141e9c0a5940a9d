using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentBus.Client.Internal;

/// <summary>
/// A signed head of a ledger, read from its checkpoint (C2SP signed-note). Its check is written apart from the bus's own, whose word is what it checks.
/// </summary>
/// <param name="Text">What is signed.</param>
/// <param name="Size">How many entries the ledger had.</param>
/// <param name="Root">The root of the tree over them.</param>
/// <param name="Signatures">The signatures of the ledger's name: four bytes that name the key, and DER.</param>
internal sealed record LedgerHead(string Text, long Size, byte[] Root, IReadOnlyList<byte[]> Signatures)
{
    // Origin, size, root; then extension lines, such as the time.
    private const int LeastLines = 3;
    private const int KeyHashBytes = 4;
    private const string SignatureMark = "\u2014 ";
    private const string CurveP256 = "1.2.840.10045.3.1.7";

    /// <summary>Reads a checkpoint of a tenant; null: it is none. Takes text of anyone.</summary>
    public static LedgerHead? Read(string tenant, string checkpoint)
    {
        var end = checkpoint.IndexOf("\n\n", StringComparison.Ordinal) + 1;
        var lines = checkpoint[..end].Split('\n');
        var root = new byte[SHA256.HashSizeInBytes];
        return lines.Length > LeastLines
            && lines[0].EndsWith("/" + tenant, StringComparison.Ordinal)
            && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && Convert.TryFromBase64String(lines[2], root, out var length) && length == root.Length
            ? new LedgerHead(checkpoint[..end], size, root, [.. Named(lines[0], checkpoint[(end + 1)..])])
            : null;
    }

    /// <summary>Whether a key signed it.</summary>
    /// <exception cref="CryptographicException">The PEM is no key of the curve P-256.</exception>
    public bool IsSignedBy(string pem)
    {
        using var key = Import(pem);
        var hash = SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, KeyHashBytes);
        foreach (var signature in Signatures)
        {
            if (hash.SequenceEqual(signature.AsSpan(0, KeyHashBytes))
                && key.VerifyData(Encoding.UTF8.GetBytes(Text), signature.AsSpan(KeyHashBytes), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<byte[]> Named(string origin, string signatures)
    {
        var mark = SignatureMark + origin + " ";
        foreach (var line in signatures.Split('\n').Where(line => line.StartsWith(mark, StringComparison.Ordinal)))
        {
            var bytes = new byte[line.Length];
            if (Convert.TryFromBase64Chars(line.AsSpan(mark.Length), bytes, out var length) && length > KeyHashBytes)
            {
                yield return bytes[..length];
            }
        }
    }

    private static ECDsa Import(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == CurveP256
                ? key
                : throw new CryptographicException("The key is not of the curve P-256.");
        }
        catch (ArgumentException cause)
        {
            key.Dispose();
            throw new CryptographicException("It is no PEM of a key.", cause);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
