using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgentBus.Dashboard;

/// <summary>
/// Texts of strangers so that they look as they are: characters that cannot be seen, or that turn what stands around them about, are shown by their
/// numbers as JSON has them. What is read back as JSON is the same text.
/// </summary>
public static class VisibleText
{
    /// <summary>Deeper than any message is, so that none can be too deep for a page.</summary>
    internal static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = 1_000 };

    private static readonly JsonWriterOptions Pretty = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Something in it would not be seen.</summary>
    public static bool HidesSomething(string text) => text.EnumerateRunes().Any(static rune => IsHidden(rune)) || text.Trim() != text;

    /// <summary>The text as JSON, with all that cannot be seen by number.</summary>
    public static string Quoted(string text) => Shown(JsonSerializer.Serialize(text, Relaxed));

    /// <summary>JSON over several lines, with all that cannot be seen by number; what is no JSON is quoted whole.</summary>
    public static string Indented(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, AnyDepth);
            using var bytes = new MemoryStream();
            using (var writer = new Utf8JsonWriter(bytes, Pretty))
            {
                document.WriteTo(writer);
            }

            return Shown(Encoding.UTF8.GetString(bytes.ToArray()));
        }
        catch (JsonException)
        {
            return Quoted(json);
        }
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Outside of its texts JSON has ASCII only, so whatever is hidden stands in a text, where its number says the same.
    private static string Shown(string json)
    {
        if (!json.EnumerateRunes().Any(static rune => IsHidden(rune) && rune.Value != '\n'))
        {
            return json;
        }

        var shown = new StringBuilder(json.Length + 16);
        Span<char> units = stackalloc char[2];
        foreach (var rune in json.EnumerateRunes())
        {
            if (!IsHidden(rune) || rune.Value == '\n')
            {
                shown.Append(rune.ToString());
                continue;
            }

            foreach (var unit in units[..rune.EncodeToUtf16(units)])
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            }
        }

        return shown.ToString();
    }

    // Letters, marks and symbols that show nothing: joiners, fillers, variation selectors, a vowel that is not written, a pattern without a dot, a note without a head.
    private static bool IsBlank(Rune rune) => rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or 0x1D159 or (>= 0xE0100 and <= 0xE01EF);

    private static bool IsHidden(Rune rune) => IsBlank(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator && rune.Value != ' ');
}
