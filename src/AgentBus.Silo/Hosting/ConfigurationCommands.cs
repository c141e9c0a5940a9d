using AgentBus.Silo.Logs;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Hosting;

/// <summary>What a silo says about its configuration instead of running (CFG-06, CFG-08).</summary>
internal static class ConfigurationCommands
{
    /// <summary>
    /// Composes the silo as for a start, keys and certificates read and all options validated, and tells what stands out. Opens no store and
    /// writes nothing, so that it can be asked beside a silo that runs.
    /// </summary>
    /// <exception cref="Model.ConfigurationError">It could not start; the message names the keys.</exception>
    /// <exception cref="OptionsValidationException">The same, of the store.</exception>
    public static async Task CheckAsync(CommandLine command, SettingsPlace place, TextWriter output)
    {
        await using var app = SiloHost.Compose(command, place, out var report);
        app.Services.GetService<IStartupValidator>()?.Validate();
        app.Services.GetRequiredService<CertificateSeal>();
        _ = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;
        foreach (var line in SettingsAdvice.Of(report, app.Configuration, app.Environment))
        {
            await output.WriteLineAsync($"warning: {line}");
        }

        await output.WriteLineAsync($"The configuration for {app.Environment.EnvironmentName} is right.");
    }

    /// <summary>Lists the settings in effect with their origins, wrong ones as well; secrets are masked.</summary>
    public static void Show(CommandLine command, SettingsPlace place, TextWriter output)
    {
        using var configuration = new ConfigurationManager();
        SettingsSources.Use(configuration, command, place);
        var redactor = new LogRedactor();
        output.WriteLine($"# environment: {place.EnvironmentName(command)}");
        foreach (var setting in SettingsCatalog.All)
        {
            foreach (var key in setting.Keys(configuration))
            {
                foreach (var (name, value, origin) in Values(configuration, setting, key))
                {
                    output.WriteLine($"{name} = {(setting.IsSecret && value.Length > 0 ? SettingText.Masked : redactor.Redact(value))}  # {origin}");
                }
            }
        }
    }

    private static IEnumerable<(string Name, string Value, string Origin)> Values(ConfigurationManager configuration, Setting setting, string key)
    {
        var set = configuration.GetSection(key).AsEnumerable().Where(static pair => pair.Value is not null).OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToList();
        return set.Count == 0
            ? [(key, SettingText.Value(setting.Default), SettingsOrigin.Default)]
            : set.Select(pair => (pair.Key, pair.Value!, SettingsOrigin.Of(configuration, pair.Key)));
    }
}
