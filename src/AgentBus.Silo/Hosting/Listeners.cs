using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AgentBus.Model;
using AgentBus.Silo.Options;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using ListenOptions = AgentBus.Silo.Options.ListenOptions;

namespace AgentBus.Silo.Hosting;

/// <summary>Sets up Kestrel: the public and the internal listener (TRN-12), TLS, sockets.</summary>
internal static class Listeners
{
    // Connections that are no WebSockets, or not yet.
    private const int HttpConnections = 1_000;
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Configures the server.</summary>
    public static void Configure(WebApplicationBuilder builder, ListenOptions options, int maxWebSockets)
    {
        if (options.CertificateFile.Length > 0)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.UseSockets(sockets =>
        {
            sockets.UnsafePreferInlineScheduling = options.InlineSockets;
            if (options.IoQueues > 0)
            {
                sockets.IOQueueCount = options.IoQueues;
            }
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
            kestrel.Limits.MaxConcurrentConnections = maxWebSockets + HttpConnections;
            kestrel.Listen(Address(options.Host, nameof(options.Host)), options.PublicPort, listener =>
            {
                listener.Protocols = HttpProtocols.Http1;
                ListenerMark.Put(listener, ListenerKind.Public);
                if (options.CertificateFile.Length > 0)
                {
                    listener.UseHttps(https => Secure(https, options));
                }
            });
            kestrel.Listen(Address(options.InternalHost, nameof(options.InternalHost)), options.InternalPort, static listener =>
            {
                listener.Protocols = HttpProtocols.Http1;
                ListenerMark.Put(listener, ListenerKind.Internal);
            });
        });
    }

    private static IPAddress Address(string host, string name) =>
        host == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(host, out var address) ? address
        : throw Fault(name, $"is \"{host}\", which is no IP address.");

    private static void Secure(HttpsConnectionAdapterOptions https, ListenOptions options)
    {
        https.ServerCertificate = Load(nameof(options.CertificateFile), () =>
            X509Certificate2.CreateFromPemFile(options.CertificateFile, options.CertificateKeyFile));
        if (options.ClientAuthorityFile.Length == 0)
        {
            return;
        }

        var authority = Load(nameof(options.ClientAuthorityFile), () => X509CertificateLoader.LoadCertificateFromFile(options.ClientAuthorityFile));
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = (certificate, _, _) => IsIssuedBy(authority, certificate);
    }

    private static bool IsIssuedBy(X509Certificate2 authority, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private static X509Certificate2 Load(string name, Func<X509Certificate2> load)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Fault(name, $"cannot be used. {e.Message}");
        }
    }

    private static ConfigurationError Fault(string name, string problem) =>
        ConfigurationFault.At($"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Listen)}:{name}", problem);
}
