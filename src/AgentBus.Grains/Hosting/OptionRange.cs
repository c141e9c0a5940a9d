using AgentBus.Model;

namespace AgentBus.Grains.Hosting;

/// <summary>Holds options to their ranges.</summary>
internal static class OptionRange
{
    /// <summary>Checks one value.</summary>
    /// <exception cref="ConfigurationError">It is out of range; the message names the key.</exception>
    public static void Check<T>(string section, T value, T least, T most, string key)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ConfigurationError($"{section}:{key} is {value}; it may be {least} to {most}.");
        }
    }
}
