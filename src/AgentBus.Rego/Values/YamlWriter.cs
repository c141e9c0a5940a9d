using System.Text;

namespace AgentBus.Rego.Values;

/// <summary>Writes block-style YAML.</summary>
internal static class YamlWriter
{
    public static void Write(StringBuilder text, RegoValue value, int indent)
    {
        switch (value)
        {
            case RegoObject { Count: > 0 } entries:
                for (var i = 0; i < entries.Count; i++)
                {
                    text.Append(' ', i == 0 && EndsWithDash(text) ? 0 : indent);
                    Scalar(text, RegoString.Of(JsonText.KeyText(entries.KeySpan[i])));
                    text.Append(':');
                    Member(text, entries.ValueSpan[i], entries.ValueSpan[i] is RegoObject ? indent + 2 : indent);
                }

                break;
            case RegoArray { Count: > 0 } or RegoSet { Count: > 0 }:
                var first = true;
                foreach (var item in value.Items)
                {
                    text.Append(' ', first && EndsWithDash(text) ? 0 : indent).Append("- ");
                    Nested(text, item, indent + 2);
                    first = false;
                }

                break;
            default:
                Scalar(text, value);
                text.Append('\n');
                break;
        }
    }

    private static bool EndsWithDash(StringBuilder text) => text.Length > 1 && text[^1] == ' ' && text[^2] == '-';

    private static void Member(StringBuilder text, RegoValue value, int indent)
    {
        text.Append(value.Count > 0 && value.Kind >= RegoKind.Array ? '\n' : ' ');
        Write(text, value, indent);
    }

    private static void Nested(StringBuilder text, RegoValue value, int indent) => Write(text, value, indent);

    private static void Scalar(StringBuilder text, RegoValue value)
    {
        if (value is RegoString literal && IsPlain(literal.Text))
        {
            text.Append(literal.Text);
        }
        else
        {
            JsonText.Write(text, value);
        }
    }

    private static bool IsPlain(string value)
    {
        if (value.Length == 0 || !(char.IsAsciiLetter(value[0]) || value[0] == '/') || value[^1] == ' ')
        {
            return false;
        }

        var plain = value.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '-' or '.' or '/');
        return plain && YamlText.Parse(value) is RegoString && value.ToUpperInvariant() is not ("Y" or "N" or "YES" or "NO" or "ON" or "OFF");
    }
}
