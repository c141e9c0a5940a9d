using System.Security.Cryptography;

namespace AgentBus.Demo.Review;

/// <summary>The key with which a person of the demonstration signs: made at the first start, in a file that only the user may read.</summary>
internal sealed class PersonalKey : IDisposable
{
    private const int NameDigits = 32;
    private readonly ECDsa _key;

    private PersonalKey(ECDsa key) => _key = key;

    /// <summary>The public half: SubjectPublicKeyInfo, base64.</summary>
    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <summary>Its name on the bus.</summary>
    public string Name => Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()))[..NameDigits];

    /// <summary>Reads it, or makes it.</summary>
    public static PersonalKey Open(string file)
    {
        if (File.Exists(file))
        {
            var known = ECDsa.Create();
            known.ImportFromPem(File.ReadAllText(file));
            return new PersonalKey(known);
        }

        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(new FileStream(file, creation));
        writer.Write(key.ExportPkcs8PrivateKeyPem());
        return new PersonalKey(key);
    }

    /// <summary>Signs as the bus reads it: ECDSA over SHA-256, IEEE P1363, base64.</summary>
    public string Sign(byte[] text) => Convert.ToBase64String(_key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    public void Dispose() => _key.Dispose();
}
