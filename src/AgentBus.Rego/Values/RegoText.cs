using System.Text;

namespace AgentBus.Rego.Values;

/// <summary>Values as Rego literals, the form of sprintf's %v and of interpolated strings.</summary>
internal static class RegoText
{
    public static string Write(RegoValue value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    public static void Write(StringBuilder text, RegoValue value)
    {
        switch (value)
        {
            case RegoArray array:
                WriteItems(text, array.Span, '[', ']');
                break;
            case RegoSet { Count: 0 }:
                text.Append("set()");
                break;
            case RegoSet set:
                WriteItems(text, set.Span, '{', '}');
                break;
            case RegoObject entries:
                text.Append('{');
                for (var i = 0; i < entries.Count; i++)
                {
                    text.Append(i == 0 ? string.Empty : ", ");
                    Write(text, entries.KeySpan[i]);
                    text.Append(": ");
                    Write(text, entries.ValueSpan[i]);
                }

                text.Append('}');
                break;
            default:
                JsonText.Write(text, value);
                break;
        }
    }

    private static void WriteItems(StringBuilder text, ReadOnlySpan<RegoValue> items, char open, char close)
    {
        text.Append(open);
        for (var i = 0; i < items.Length; i++)
        {
            text.Append(i == 0 ? string.Empty : ", ");
            Write(text, items[i]);
        }

        text.Append(close);
    }
}
