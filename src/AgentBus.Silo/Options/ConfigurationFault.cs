using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>Makes errors that name the key which is wrong (ERR-07).</summary>
internal static class ConfigurationFault
{
    /// <summary>An error of one key.</summary>
    /// <param name="key">The key in full.</param>
    /// <param name="problem">A predicate: "names no file.".</param>
    public static ConfigurationError At(string key, string problem) => new($"{key} {problem}")
    {
        Details = ImmutableDictionary<string, string>.Empty.Add("key", key),
    };
}
