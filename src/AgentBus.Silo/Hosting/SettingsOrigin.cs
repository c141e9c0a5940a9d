using Microsoft.Extensions.Configuration.Json;

namespace AgentBus.Silo.Hosting;

/// <summary>Tells which source decides a setting.</summary>
internal static class SettingsOrigin
{
    /// <summary>Where nothing sets it.</summary>
    public const string Default = "default";

    /// <summary>The origin of a key's value.</summary>
    public static string Of(IConfigurationRoot configuration, string key)
    {
        foreach (var provider in configuration.Providers.Reverse())
        {
            if (provider.TryGet(key, out _))
            {
                return Of(provider, key);
            }
        }

        return Default;
    }

    /// <summary>The origin of a value that this provider has.</summary>
    public static string Of(IConfigurationProvider provider, string key) => provider switch
    {
        SettingsLayer.Provider layer => layer.OriginOf(key),
        JsonConfigurationProvider file => Path.GetFileName(file.Source.Path) ?? "",
        _ => provider.GetType().Name,
    };
}
