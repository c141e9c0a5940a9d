using System.Globalization;
using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>Text in URL queries.</summary>
internal static class QueryText
{
    public static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    public static string Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '+')
            {
                bytes.Add((byte)' ');
            }
            else if (text[at] != '%')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(at, CodePoints.StepAt(text, at))));
                at += CodePoints.StepAt(text, at) - 1;
            }
            else if (at + 2 < text.Length && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                at += 2;
            }
            else
            {
                throw BuiltinFault.Of($"invalid URL escape \"{text[at..Math.Min(text.Length, at + 3)]}\"");
            }
        }

        return CodePoints.Decode(bytes.ToArray());
    }
}
