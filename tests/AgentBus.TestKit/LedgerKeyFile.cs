using System.Security.Cryptography;

namespace AgentBus.TestKit;

/// <summary>A key that signs the heads of ledgers, made anew for each run.</summary>
public static class LedgerKeyFile
{
    /// <summary>Writes a new private key as PEM.</summary>
    public static void Write(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(path, key.ExportPkcs8PrivateKeyPem());
    }
}
