using System.Reflection;

namespace AgentBus.Silo.Options;

/// <summary>One option and the key that it is set by.</summary>
/// <param name="Key">Its key in full; <c>{id}</c> stands for a name of the operator's own.</param>
/// <param name="Property">Where it is bound to.</param>
/// <param name="Default">What it is where nothing sets it.</param>
internal sealed record Setting(string Key, PropertyInfo Property, object? Default)
{
    /// <summary>What stands for a name of the operator's own.</summary>
    public const string Id = "{id}";

    private readonly string[] _parts = Key.Split(':');

    /// <summary>The key without the option's own name.</summary>
    public string Section => Key[..Key.LastIndexOf(':')];

    /// <summary>Nobody is to see its value.</summary>
    public bool IsSecret => Property.IsDefined(typeof(SecretAttribute));

    /// <summary>Tells whether a key, with names for the placeholders, is this option's.</summary>
    public bool Has(string key)
    {
        var parts = key.Split(':');
        return parts.Length == _parts.Length
            && _parts.Zip(parts).All(static pair => pair.First == Id || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The option's keys in a configuration, one for each combination of names that stand in it.</summary>
    public IEnumerable<string> Keys(IConfiguration configuration) => Expand(configuration, _parts[0], 1);

    private IEnumerable<string> Expand(IConfiguration configuration, string before, int next)
    {
        if (next == _parts.Length)
        {
            return [before];
        }

        return _parts[next] == Id
            ? configuration.GetSection(before).GetChildren().SelectMany(child => Expand(configuration, child.Path, next + 1))
            : Expand(configuration, $"{before}:{_parts[next]}", next + 1);
    }
}
