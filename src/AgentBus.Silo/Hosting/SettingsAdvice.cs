using System.Net;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Configuration.Json;

namespace AgentBus.Silo.Hosting;

/// <summary>What is allowed in a configuration and still deserves a word (T-37): told at start and by --config-check.</summary>
internal static class SettingsAdvice
{
    /// <summary>One line for each matter.</summary>
    public static IEnumerable<string> Of(SettingsReport report, IConfiguration configuration, IHostEnvironment environment) =>
    [
        .. report.Unknown.Select(static setting => setting.ToString()),
        .. report.Unused.Select(static spelling => $"{spelling.Name}: not used by this version; it sets {spelling.Note}."),
        .. OfListener(report.Options, environment),
        .. OfGateway(report.Options.Gateway),
        .. OfSecrets(configuration),
    ];

    private static IEnumerable<string> OfListener(AgentBusOptions options, IHostEnvironment environment)
    {
        if (options.Listen.Host == "localhost" || (IPAddress.TryParse(options.Listen.Host, out var address) && IPAddress.IsLoopback(address)))
        {
            yield break;
        }

        if (environment.IsDevelopment())
        {
            yield return "AgentBus:Listen:Host: a Development silo, whose credentials lie in its data directory, is open to the network.";
        }

        if (options.Listen.CertificateFile.Length == 0 && options.Listen.TrustedProxies.Count == 0)
        {
            yield return "AgentBus:Listen:CertificateFile: there is none, and AgentBus:Listen:TrustedProxies names nobody who ends TLS, so credentials cross the network in clear.";
        }
    }

    private static IEnumerable<string> OfGateway(GatewayOptions gateway)
    {
        if (gateway.ArqonBusCompat)
        {
            yield return "AgentBus:Gateway:ArqonBusCompat: tokens may come in the query, where proxies log them, and these clients name no constitutional hash.";
        }
    }

    private static IEnumerable<string> OfSecrets(IConfiguration configuration) =>
        from file in (configuration as IConfigurationRoot)?.Providers.OfType<JsonConfigurationProvider>() ?? []
        from setting in SettingsCatalog.All
        where setting.IsSecret && setting.Property.DeclaringType != typeof(ApiKeyOptions)
        from key in setting.Keys(configuration)
        where file.TryGet(key, out var value) && !string.IsNullOrEmpty(value)
        select $"{key}: a secret stands in {SettingsOrigin.Of(file, key)}; give it by {key}File, the environment or AgentBus:SecretsDirectory.";
}
