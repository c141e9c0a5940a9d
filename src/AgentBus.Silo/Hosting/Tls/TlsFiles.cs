using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AgentBus.Model;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Hosting.Tls;

/// <summary>Reads the TLS files.</summary>
internal static class TlsFiles
{
    /// <summary>The material that the files hold now.</summary>
    /// <exception cref="ConfigurationError">A file cannot be read or used, or its certificate is not valid now.</exception>
    public static TlsMaterial Read(ListenOptions options, DateTimeOffset now)
    {
        var (leaf, context) = Load(nameof(options.CertificateFile), () => ReadServer(options));
        if (now.UtcDateTime < leaf.NotBefore.ToUniversalTime() || now.UtcDateTime >= leaf.NotAfter.ToUniversalTime())
        {
            throw Fault(nameof(options.CertificateFile), $"is valid from {leaf.NotBefore.ToUniversalTime():O} to {leaf.NotAfter.ToUniversalTime():O}, which is not now: no client would connect.");
        }

        var authorities = options.ClientAuthorityFile.Length == 0 ? null : Load(nameof(options.ClientAuthorityFile), () => ReadAuthorities(options.ClientAuthorityFile));
        return new TlsMaterial(context, leaf, authorities);
    }

    /// <summary>A digest of what the files hold; it changes with them, whatever their times say.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static string Digest(ListenOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in new[] { options.CertificateFile, options.CertificateKeyFile, options.ClientAuthorityFile }.Where(static file => file.Length > 0))
        {
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static (X509Certificate2 Leaf, SslStreamCertificateContext Context) ReadServer(ListenOptions options)
    {
        var leaf = X509Certificate2.CreateFromPemFile(options.CertificateFile, options.CertificateKeyFile);
        if (OperatingSystem.IsWindows())
        {
            // Its TLS takes no key that lives in memory only.
            using var ephemeral = leaf;
            leaf = X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), password: null);
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.CertificateFile);
        var others = new X509Certificate2Collection(chain.Where(certificate => certificate.Thumbprint != leaf.Thumbprint).ToArray());
        return (leaf, SslStreamCertificateContext.Create(leaf, others, offline: true));
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("It holds no certificate.");
    }

    private static T Load<T>(string name, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw Fault(name, $"cannot be used. {e.Message}");
        }
    }

    private static ConfigurationError Fault(string name, string problem) =>
        ConfigurationFault.At($"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Listen)}:{name}", problem);
}
