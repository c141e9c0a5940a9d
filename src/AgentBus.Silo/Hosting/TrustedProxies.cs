using AgentBus.Silo.Security.Abuse;
using Microsoft.AspNetCore.HttpOverrides;

namespace AgentBus.Silo.Hosting;

/// <summary>
/// Learns the client's address and scheme from configured proxies, and from nobody else: the last address before them that is none of
/// them. Without any, the headers are what a client writes, and are passed over.
/// </summary>
internal static class TrustedProxies
{
    /// <summary>Adds it; before everything that looks at the address.</summary>
    public static void UseTrustedProxies(this WebApplication app, Options.ListenOptions options)
    {
        if (options.TrustedProxies.Count == 0)
        {
            return;
        }

        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };

        // The framework trusts loopback unless told otherwise.
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var network in NetworkList.Parse(options.TrustedProxies).Networks)
        {
            headers.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(headers);
    }
}
