using AgentBus.Grains.Hosting;
using AgentBus.Model;
using AgentBus.Storage;

namespace AgentBus.Silo.Options;

/// <summary>Reads the section <c>AgentBus</c> and does not let anything wrong pass (CFG-06, ERR-07).</summary>
internal static class AgentBusSettings
{
    /// <summary>Sections that belong to other projects, with their classes.</summary>
    public static IReadOnlyDictionary<string, Type> Others { get; } = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        ["Bus"] = typeof(BusOptions),
        ["Storage"] = typeof(SqliteStorageOptions),
    };

    /// <summary>Reads and checks.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="unknown">Keys that no option has.</param>
    /// <exception cref="ConfigurationError">Something is wrong; the message names every key.</exception>
    public static AgentBusOptions Read(IConfiguration configuration, out IReadOnlyList<string> unknown)
    {
        var section = configuration.GetSection(AgentBusOptions.Section);
        var scan = new SettingsScan(section, typeof(AgentBusOptions), Others);
        unknown = scan.Unknown;
        var options = scan.Wrong.Count > 0 ? new AgentBusOptions() : section.Get<AgentBusOptions>() ?? new AgentBusOptions();
        List<string> problems = [.. scan.Wrong, .. OptionsProblems.Find(options, AgentBusOptions.Section), .. Joint(options)];
        if (options.Strict)
        {
            problems.AddRange(unknown.Select(static key => $"{key}: no such setting; docs/configuration.md lists them."));
        }

        if (problems.Count == 0)
        {
            problems.AddRange(DeclaredTenants.Problems(options));
        }

        return problems.Count == 0
            ? options
            : throw ConfigurationFault.At(problems[0][..problems[0].IndexOf(": ", StringComparison.Ordinal)], "and what follows is wrong:\n  " + string.Join("\n  ", problems));
    }

    private static IEnumerable<string> Joint(AgentBusOptions options)
    {
        const string Gateway = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Gateway)}";
        const string Listen = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Listen)}";
        if (options.Gateway.IdleTimeout <= options.Gateway.HeartbeatInterval)
        {
            yield return $"{Gateway}:{nameof(GatewayOptions.IdleTimeout)}: must be longer than {nameof(GatewayOptions.HeartbeatInterval)}.";
        }

        if ((options.Listen.CertificateFile.Length == 0) != (options.Listen.CertificateKeyFile.Length == 0))
        {
            yield return $"{Listen}:{nameof(ListenOptions.CertificateFile)}: needs {nameof(ListenOptions.CertificateKeyFile)}, and the other way round.";
        }

        if (options.Listen.ClientAuthorityFile.Length > 0 && options.Listen.CertificateFile.Length == 0)
        {
            yield return $"{Listen}:{nameof(ListenOptions.ClientAuthorityFile)}: needs TLS, so {nameof(ListenOptions.CertificateFile)}.";
        }
    }
}
