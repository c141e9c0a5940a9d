using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>
/// Values that flow with a call to the grain and to what the grain calls, never back to the caller.
/// Supplied by callers: not a place for authentication.
/// </summary>
public static class RequestContext
{
    private static readonly AsyncLocal<ImmutableDictionary<string, object>?> Values = new();

    public static IEnumerable<string> Keys => (Values.Value ?? ImmutableDictionary<string, object>.Empty).Keys;

    public static IEnumerable<KeyValuePair<string, object>> Entries => Values.Value ?? ImmutableDictionary<string, object>.Empty;

    public static object? Get(string key) => Values.Value?.GetValueOrDefault(key);

    public static void Set(string key, object value) =>
        Values.Value = (Values.Value ?? ImmutableDictionary<string, object>.Empty).SetItem(key, value);

    public static bool Remove(string key)
    {
        if (Values.Value is not { } values || !values.ContainsKey(key))
        {
            return false;
        }

        Values.Value = values.Remove(key);
        return true;
    }

    public static void Clear() => Values.Value = null;
}
