using AgentBus.Silo.Options;

namespace AgentBus.Silo.Hosting;

/// <summary>
/// Finds the settings that are written in another spelling or lie in a file, and puts their values under the names of our own. The
/// strongest source that has the setting in any spelling decides; within it, our own name does.
/// </summary>
internal static class SpellingResolution
{
    /// <summary>The values, as a source that stands above all others.</summary>
    /// <exception cref="Model.ConfigurationError">A file of a secret cannot be read, or a source gives both the secret and its file.</exception>
    public static SettingsLayer Resolve(IConfigurationRoot configuration)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var origins = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in Keys(configuration))
        {
            if (Find(configuration, key) is { } found)
            {
                (values[key], origins[key]) = found;
            }
        }

        return new SettingsLayer(values, key => origins[key]);
    }

    private static IEnumerable<string> Keys(IConfigurationRoot configuration) =>
        SettingSpellings.ByKey.Select(static spellings => spellings.Key)
            .Concat(configuration.AsEnumerable().Select(static pair => SecretFiles.SettingOf(pair.Key)).OfType<string>())
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static (string Value, string Origin)? Find(IConfigurationRoot configuration, string key)
    {
        var isSecret = SettingsCatalog.Find(key) is { IsSecret: true };
        foreach (var provider in configuration.Providers.Reverse())
        {
            var named = isSecret ? FindFile(provider, key) : null;
            if (provider.TryGet(key, out _))
            {
                return named is null ? null : throw ConfigurationFault.At(key, $"is set, and {named.Value.Key} names a file for it; leave one of them out.");
            }

            if (named is { } file)
            {
                return (SecretFiles.Read(file.Path, file.Key), $"file {file.Path}, named by {file.Key} ({SettingsOrigin.Of(provider, file.Key)})");
            }

            foreach (var spelling in SettingSpellings.ByKey[key])
            {
                if (provider.TryGet(spelling, out var value) && !string.IsNullOrEmpty(value))
                {
                    return (value, SettingsOrigin.Of(provider, spelling));
                }
            }
        }

        return null;
    }

    private static (string Key, string Path)? FindFile(IConfigurationProvider provider, string key)
    {
        foreach (var name in SettingSpellings.ByKey[key].Prepend(key).SelectMany(SecretFiles.KeysOf))
        {
            if (provider.TryGet(name, out var path) && !string.IsNullOrEmpty(path))
            {
                return (name, path);
            }
        }

        return null;
    }
}
