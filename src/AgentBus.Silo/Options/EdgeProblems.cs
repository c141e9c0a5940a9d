using System.Net;
using AgentBus.Silo.Security.Abuse;

namespace AgentBus.Silo.Options;

/// <summary>What is wrong with the settings of the edge taken together: TLS, proxies, addresses of keys.</summary>
internal static class EdgeProblems
{
    private const string Listen = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Listen)}";
    private const string Authentication = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Authentication)}";
    private const string Abuse = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Abuse)}";

    /// <summary>The problems, each with its key.</summary>
    public static IEnumerable<string> Find(AgentBusOptions options)
    {
        if (options.Listen.RequireClientCertificate && options.Listen.ClientAuthorityFile.Length == 0)
        {
            yield return $"{Listen}:{nameof(ListenOptions.RequireClientCertificate)}: needs {nameof(ListenOptions.ClientAuthorityFile)}.";
        }

        if (options.Listen.InternalTls && options.Listen.CertificateFile.Length == 0)
        {
            yield return $"{Listen}:{nameof(ListenOptions.InternalTls)}: needs {nameof(ListenOptions.CertificateFile)}.";
        }

        if (options.Abuse.LongestBan < options.Abuse.FirstBan)
        {
            yield return $"{Abuse}:{nameof(AbuseOptions.LongestBan)}: must not be shorter than {nameof(AbuseOptions.FirstBan)}.";
        }

        foreach (var problem in Networks($"{Listen}:{nameof(ListenOptions.TrustedProxies)}", options.Listen.TrustedProxies)
            .Concat(Networks($"{Abuse}:{nameof(AbuseOptions.BlockedNetworks)}", options.Abuse.BlockedNetworks))
            .Concat(Urls(options.Authentication.JwksUrls)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Networks(string key, IList<string> networks) =>
        networks.Index()
            .Where(static entry => !NetworkList.IsNetwork(entry.Item))
            .Select(entry => $"{key}:{entry.Index}: \"{entry.Item}\" is neither an address nor a network such as 10.0.0.0/8.");

    private static IEnumerable<string> Urls(IList<string> urls) =>
        urls.Index()
            .Where(static entry => !IsSafe(entry.Item))
            .Select(static entry => $"{Authentication}:{nameof(AuthenticationOptions.JwksUrls)}:{entry.Index}: \"{entry.Item}\" must be an https address (http only on loopback): who can change keys on the way can make tokens.");

    private static bool IsSafe(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
