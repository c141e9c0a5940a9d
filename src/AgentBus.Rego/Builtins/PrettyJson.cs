using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>Indented JSON.</summary>
internal static class PrettyJson
{
    public static void Write(StringBuilder text, RegoValue value, string line, string indent)
    {
        var inner = line + indent;
        if (value is RegoObject { Count: > 0 } entries)
        {
            text.Append('{');
            for (var i = 0; i < entries.Count; i++)
            {
                text.Append(i == 0 ? string.Empty : ",").Append(inner);
                QuotedText.Append(text, JsonText.KeyText(entries.KeySpan[i]));
                text.Append(": ");
                Write(text, entries.ValueSpan[i], inner, indent);
            }

            text.Append(line).Append('}');
        }
        else if (value.Items.Count > 0)
        {
            text.Append('[');
            for (var i = 0; i < value.Items.Count; i++)
            {
                text.Append(i == 0 ? string.Empty : ",").Append(inner);
                Write(text, value.Items[i], inner, indent);
            }

            text.Append(line).Append(']');
        }
        else
        {
            JsonText.Write(text, value);
        }
    }
}
