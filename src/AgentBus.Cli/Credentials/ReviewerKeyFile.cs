using System.Security.Cryptography;
using AgentBus.Domain.Deliberation;

namespace AgentBus.Cli.Credentials;

/// <summary>The key of a reviewer in a file: ECDSA P-256 in PEM.</summary>
internal static class ReviewerKeyFile
{
    /// <summary>Reads a private or public key.</summary>
    /// <exception cref="CommandFailure">There is none in the file, or it is one of another kind.</exception>
    public static ECDsa Read(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return ReviewerKeys.NameOf(PublicOf(key)) is null ? throw new CommandFailure($"{path} holds no ECDSA P-256 key.") : key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CommandFailure($"The key cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads a key, and of it the public half only.</summary>
    /// <exception cref="CommandFailure">There is none in the file, or it is one of another kind.</exception>
    public static string ReadPublic(string path)
    {
        using var key = Read(path);
        return PublicOf(key);
    }

    /// <summary>The public half as the bus takes it.</summary>
    public static string PublicOf(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    /// <summary>Its name.</summary>
    public static string NameOf(ECDsa key) => ReviewerKeys.NameOf(PublicOf(key))!;

    /// <summary>Signs a vote's text.</summary>
    public static string Sign(ECDsa key, byte[] text) =>
        Convert.ToBase64String(key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
}
