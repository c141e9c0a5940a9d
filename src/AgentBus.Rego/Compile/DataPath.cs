using AgentBus.Rego.Values;

namespace AgentBus.Rego.Compile;

/// <summary>Paths below data as text: names that are identifiers are joined by dots, others stand in brackets.</summary>
internal static class DataPath
{
    public static string Text(IEnumerable<string> parts) => Text(parts.Select(p => (RegoValue)RegoString.Of(p)));

    public static string Text(IEnumerable<RegoValue> parts)
    {
        var text = new System.Text.StringBuilder();
        foreach (var part in parts)
        {
            if (part is RegoString name && IsIdentifier(name.Text))
            {
                text.Append(text.Length == 0 ? string.Empty : ".").Append(name.Text);
            }
            else
            {
                text.Append('[').Append(part).Append(']');
            }
        }

        return text.ToString();
    }

    /// <summary>The text of a path with data before it, the name of a function in calls.</summary>
    public static string Full(IEnumerable<RegoValue> parts) => Text(parts.Prepend(RegoString.Of("data")));

    public static bool IsIdentifier(string name) =>
        name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c == '_');
}
