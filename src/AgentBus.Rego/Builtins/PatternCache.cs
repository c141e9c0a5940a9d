using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace AgentBus.Rego.Builtins;

/// <summary>Compiled patterns of one policy. Thread-safe; bounded, since patterns may come from inputs.</summary>
internal sealed class PatternCache
{
    private const int MaxEntries = 1000;
    private readonly ConcurrentDictionary<string, Regex> _patterns = new(StringComparer.Ordinal);

    public Regex Get(string key, Func<string, string> translate)
    {
        if (_patterns.TryGetValue(key, out var known))
        {
            return known;
        }

        var pattern = translate(key);
        Regex regex;
        try
        {
            regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw BuiltinFault.Of("error parsing regexp: " + error.Message, error);
        }

        if (_patterns.Count >= MaxEntries)
        {
            _patterns.Clear();
        }

        _patterns[key] = regex;
        return regex;
    }
}
