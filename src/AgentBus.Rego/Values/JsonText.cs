using System.Text;
using System.Text.Json;

namespace AgentBus.Rego.Values;

/// <summary>JSON to values and back, the way OPA writes it: sorted keys, no blanks, HTML characters escaped only where asked.</summary>
internal static class JsonText
{
    public const int MaxDepth = 500;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };

    public static RegoValue Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Convert(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new FormatException(error.Message, error);
        }
    }

    public static RegoValue Convert(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.True:
                return RegoBoolean.True;
            case JsonValueKind.False:
                return RegoBoolean.False;
            case JsonValueKind.Number:
                return RegoNumber.TryParse(element.GetRawText()) ?? throw new FormatException("number out of range");
            case JsonValueKind.String:
                return RegoString.Of(Text(element));
            case JsonValueKind.Array:
                var items = new RegoValue[element.GetArrayLength()];
                var next = 0;
                foreach (var item in element.EnumerateArray())
                {
                    items[next++] = Convert(item);
                }

                return RegoArray.Of(items);
            case JsonValueKind.Object:
                var builder = new ObjectBuilder();
                foreach (var member in element.EnumerateObject())
                {
                    builder.Set(RegoString.Of(member.Name), Convert(member.Value));
                }

                return builder.Build();
            default:
                return RegoNull.Instance;
        }
    }

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
            case RegoNull:
                text.Append("null");
                break;
            case RegoBoolean boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            case RegoNumber number:
                text.Append(number.Text());
                break;
            case RegoString literal:
                QuotedText.Append(text, literal.Text);
                break;
            case RegoObject entries:
                WriteEntries(text, entries);
                break;
            default:
                WriteItems(text, value.Items);
                break;
        }
    }

    /// <summary>The JSON key under which an object member is written.</summary>
    public static string KeyText(RegoValue key) => key is RegoString text ? text.Text : Write(key);

    private static void WriteItems(StringBuilder text, IReadOnlyList<RegoValue> items)
    {
        text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : ",");
            Write(text, items[i]);
        }

        text.Append(']');
    }

    private static void WriteEntries(StringBuilder text, RegoObject entries)
    {
        text.Append('{');
        for (var i = 0; i < entries.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : ",");
            QuotedText.Append(text, KeyText(entries.KeySpan[i]));
            text.Append(':');
            Write(text, entries.ValueSpan[i]);
        }

        text.Append('}');
    }

    private static string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            // An escaped lone surrogate: JSON permits it, Unicode does not.
            throw new FormatException("invalid surrogate in string", error);
        }
    }
}
