using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>Reads the section <c>AgentBus</c> and does not let anything wrong pass (CFG-06, ERR-07).</summary>
internal static class AgentBusSettings
{
    /// <summary>Reads and checks.</summary>
    /// <exception cref="ConfigurationError">Something is wrong; the message names every key.</exception>
    public static SettingsReport Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(AgentBusOptions.Section);
        var scan = new SettingsScan(section, typeof(AgentBusOptions), SettingsCatalog.Others);
        List<UnknownSetting> unknown = [.. scan.Unknown, .. RootScan.Unknown(configuration)];
        var options = scan.Wrong.Count > 0 ? new AgentBusOptions() : section.Get<AgentBusOptions>() ?? new AgentBusOptions();
        List<string> problems = [.. scan.Wrong, .. OptionsProblems.Find(options, AgentBusOptions.Section), .. Joint(options)];
        if (options.Strict)
        {
            problems.AddRange(unknown.Select(static setting => setting.ToString()));
        }

        if (problems.Count == 0)
        {
            problems.AddRange(DeclaredTenants.Problems(options));
        }

        return problems.Count == 0
            ? new SettingsReport(options, unknown, RootScan.Unused(configuration))
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

        foreach (var problem in EdgeProblems.Find(options).Concat(RegistryProblems.Find(options)).Concat(InspectionProblems.Find(options)))
        {
            yield return problem;
        }
    }
}
