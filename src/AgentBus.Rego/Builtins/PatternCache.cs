using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace AgentBus.Rego.Builtins;

/// <summary>Compiled patterns of one policy. Thread-safe; bounded, since patterns may come from inputs.</summary>
internal sealed class PatternCache
{
    private const int MaxEntries = 1000;
    private readonly ConcurrentDictionary<PatternKey, Regex> _patterns = new();

    public Regex Get(RegoValue pattern, RegoValue? delimiters, Func<RegoValue, RegoValue?, string> translate)
    {
        var key = new PatternKey(pattern, delimiters);
        if (_patterns.TryGetValue(key, out var known))
        {
            return known;
        }

        var text = translate(pattern, delimiters);
        Regex regex;
        try
        {
            regex = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
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

/// <summary>A pattern as written, and the delimiters of a glob; null for a regular expression.</summary>
internal readonly record struct PatternKey(RegoValue Pattern, RegoValue? Delimiters);
