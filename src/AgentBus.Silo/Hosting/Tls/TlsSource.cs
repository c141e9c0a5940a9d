using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using AgentBus.Model;
using AgentBus.Silo.Options;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace AgentBus.Silo.Hosting.Tls;

/// <summary>
/// TLS of the listeners (SEC-04): TLS 1.3 with the two named suites, and the certificate that the files hold now. A change of the files holds
/// for new handshakes; nothing happens to connections that are open. Thread-safe.
/// </summary>
internal sealed class TlsSource
{
    /// <summary>A handshake takes no longer. Security: against slow openers.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    private readonly ListenOptions _options;
    private readonly TimeProvider _time;
    private volatile TlsMaterial _material;
    private string _digest;

    /// <summary>Reads the files.</summary>
    /// <exception cref="ConfigurationError">They cannot be used.</exception>
    public TlsSource(ListenOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _material = TlsFiles.Read(options, time.GetUtcNow());
        _digest = TlsFiles.Digest(options);
    }

    /// <summary>The material now.</summary>
    public TlsMaterial Material => _material;

    /// <summary>Looks whether the files changed, and takes what they hold; true: new material is in force.</summary>
    /// <exception cref="ConfigurationError">They changed and cannot be used; the former material stays.</exception>
    /// <exception cref="IOException">They cannot be read; the former material stays.</exception>
    public bool Reload()
    {
        var digest = TlsFiles.Digest(_options);
        if (digest == _digest)
        {
            return false;
        }

        // A key and a certificate are two files: caught between the two, they do not fit, and the next look takes them.
        _material = TlsFiles.Read(_options, _time.GetUtcNow());
        _digest = digest;
        return true;
    }

    /// <summary>How a listener shakes hands.</summary>
    /// <param name="asksForClients">Client certificates are asked for where there are authorities.</param>
    public TlsHandshakeCallbackOptions ForListener(bool asksForClients) => new()
    {
        HandshakeTimeout = HandshakeTimeout,
        OnConnection = _ => ValueTask.FromResult(Options(_material, asksForClients && _options.ClientAuthorityFile.Length > 0)),
    };

    private SslServerAuthenticationOptions Options(TlsMaterial material, bool asks) => new()
    {
        ServerCertificateContext = material.Server,
        EnabledSslProtocols = SslProtocols.Tls13,
        CipherSuitesPolicy = Suites(),
        ClientCertificateRequired = asks,
        CertificateChainPolicy = asks ? material.ClientPolicy() : null,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            certificate is null ? !(asks && _options.RequireClientCertificate) : asks && errors == SslPolicyErrors.None,
    };

    /// <summary>Windows and macOS choose their own suites of TLS 1.3, of which these two are the first.</summary>
    private static CipherSuitesPolicy? Suites() => OperatingSystem.IsLinux()
        ? new CipherSuitesPolicy([TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256])
        : null;
}
