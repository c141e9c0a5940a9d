using System.Collections.Concurrent;
using System.Text;
using Google.Protobuf.Reflection;

namespace AgentBus.Silo.Json;

/// <summary>
/// Names of enum values in JSON: lower snake case without the type's prefix, <c>task_request</c> for MESSAGE_TYPE_TASK_REQUEST. Read in any
/// case, with the prefix or without. Thread-safe.
/// </summary>
internal static class EnumNames
{
    private static readonly ConcurrentDictionary<EnumDescriptor, string> Prefixes = new();

    /// <summary>The name of a number; null where this build does not know the number.</summary>
    public static string? Of(EnumDescriptor type, int number) =>
        type.Values.FirstOrDefault(value => value.Number == number) is { } found ? Short(type, found.Name) : null;

    /// <summary>The number of a name; null where there is none.</summary>
    public static int? Find(EnumDescriptor type, string name)
    {
        var prefix = PrefixOf(type);
        var bare = name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name : prefix + name;
        return type.Values.FirstOrDefault(value => string.Equals(value.Name, bare, StringComparison.OrdinalIgnoreCase))?.Number;
    }

    /// <summary>All names that may be written, in the order of their numbers, without the one for "unspecified".</summary>
    public static IEnumerable<string> All(EnumDescriptor type) =>
        type.Values.Where(static value => !value.Name.EndsWith("_UNSPECIFIED", StringComparison.Ordinal)).Select(value => Short(type, value.Name));

    private static string Short(EnumDescriptor type, string name) => name[PrefixOf(type).Length..].ToLowerInvariant();

    private static string PrefixOf(EnumDescriptor type) => Prefixes.GetOrAdd(type, static known =>
    {
        var prefix = new StringBuilder();
        foreach (var c in known.Name)
        {
            if (char.IsAsciiLetterUpper(c) && prefix.Length > 0)
            {
                prefix.Append('_');
            }

            prefix.Append(char.ToUpperInvariant(c));
        }

        return prefix.Append('_').ToString();
    });
}
