using AgentBus.Silo.Options;

namespace AgentBus.Silo.Hosting;

/// <summary>
/// The one order of precedence (CFG-01), weakest first: defaults in code, appsettings.json, appsettings.{Environment}.json, demo.settings.json with --demo, the file of
/// --config, the directory of secrets, the environment, the command line. Other spellings of a setting and files that hold a secret are
/// as strong as the source that names them.
/// </summary>
internal static class SettingsSources
{
    private const string SecretsKey = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.SecretsDirectory)}";

    /// <summary>Replaces the sources of the builder.</summary>
    /// <exception cref="Model.ConfigurationError">A file cannot be read.</exception>
    public static void Use(ConfigurationManager configuration, CommandLine command, SettingsPlace place)
    {
        configuration.Sources.Clear();
        AddFile(configuration, Path.Combine(place.Directory, "appsettings.json"), isOptional: true);
        AddFile(configuration, Path.Combine(place.Directory, $"appsettings.{place.EnvironmentName(command)}.json"), isOptional: true);
        if (command.IsDemo)
        {
            AddFile(configuration, Path.Combine(place.Directory, "demo.settings.json"), isOptional: true);
        }

        if (command.ConfigFile is { } file)
        {
            AddFile(configuration, Path.GetFullPath(file), isOptional: false);
        }

        var beforeEnvironment = configuration.Sources.Count;
        configuration.Sources.Add(new SettingsLayer(
            place.Variables.Select(static variable => new KeyValuePair<string, string?>(variable.Key.Replace("__", ":", StringComparison.Ordinal), variable.Value)),
            static key => $"environment, {key.Replace(":", "__", StringComparison.Ordinal)}"));
        configuration.Sources.Add(new SettingsLayer(command.Settings, static _ => "command line"));
        if (configuration[SecretsKey] is { Length: > 0 } directory)
        {
            configuration.Sources.Insert(beforeEnvironment, new SettingsLayer(
                SecretFiles.ReadAll(directory, SecretsKey),
                key => $"file {Path.Combine(directory, key.Replace(":", "__", StringComparison.Ordinal))}"));
        }

        configuration.Sources.Add(SpellingResolution.Resolve(configuration));
    }

    private static void AddFile(ConfigurationManager configuration, string file, bool isOptional)
    {
        try
        {
            configuration.AddJsonFile(file, isOptional, reloadOnChange: false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw ConfigurationFault.At(isOptional ? Path.GetFileName(file) : "--config", $"names {file}, which cannot be read. {e.InnerException?.Message ?? e.Message}");
        }
    }
}
