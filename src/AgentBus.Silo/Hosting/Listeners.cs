using System.Net;
using AgentBus.Model;
using AgentBus.Silo.Hosting.Tls;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ListenOptions = AgentBus.Silo.Options.ListenOptions;

namespace AgentBus.Silo.Hosting;

/// <summary>Sets up Kestrel: the public and the internal listener (TRN-12), TLS, sockets.</summary>
internal static class Listeners
{
    // Connections that are no WebSockets, or not yet.
    private const int HttpConnections = 1_000;
    private const int MaxHeaders = 64;

    /// <summary>Configures the server.</summary>
    public static void Configure(WebApplicationBuilder builder, ListenOptions options, int maxWebSockets)
    {
        var tls = Tls(builder, options);
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
            kestrel.Limits.RequestHeadersTimeout = options.HeadersTimeout;
            kestrel.Limits.MaxRequestHeadersTotalSize = options.MaxHeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = MaxHeaders;
            kestrel.Limits.MaxConcurrentConnections = maxWebSockets + HttpConnections;
            kestrel.Listen(Address(options.Host, nameof(options.Host)), options.PublicPort, listener =>
            {
                listener.Protocols = HttpProtocols.Http1;
                ListenerMark.Put(listener, ListenerKind.Public);
                if (tls is not null)
                {
                    listener.UseHttps(tls.ForListener(asksForClients: true));
                }
            });
            kestrel.Listen(Address(options.InternalHost, nameof(options.InternalHost)), options.InternalPort, listener =>
            {
                listener.Protocols = HttpProtocols.Http1;
                ListenerMark.Put(listener, ListenerKind.Internal);
                if (tls is not null && options.InternalTls)
                {
                    listener.UseHttps(tls.ForListener(asksForClients: false));
                }
            });
        });
    }

    /// <summary>Says what is open that should not be.</summary>
    public static void Warn(ILogger logger, ListenOptions options)
    {
        if (options.CertificateFile.Length == 0 && options.TrustedProxies.Count == 0 && !IPAddress.IsLoopback(Address(options.Host, nameof(options.Host))))
        {
            SecurityLog.OpenWithoutTls(logger);
        }
    }

    private static TlsSource? Tls(WebApplicationBuilder builder, ListenOptions options)
    {
        if (options.CertificateFile.Length == 0)
        {
            return null;
        }

        builder.WebHost.UseKestrelHttpsConfiguration();
        var tls = new TlsSource(options, TimeProvider.System);
        builder.Services.AddSingleton(tls);
        builder.Services.AddHostedService<TlsReload>();
        return tls;
    }

    private static IPAddress Address(string host, string name) =>
        host == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(host, out var address) ? address
        : throw Fault(name, $"is \"{host}\", which is no IP address.");

    private static ConfigurationError Fault(string name, string problem) =>
        ConfigurationFault.At($"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Listen)}:{name}", problem);
}
