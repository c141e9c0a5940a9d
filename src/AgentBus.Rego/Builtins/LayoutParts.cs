namespace AgentBus.Rego.Builtins;

/// <summary>Splits Go's time layouts, which show the parts of one certain moment, into those parts and the text between.</summary>
internal static class LayoutParts
{
    private static readonly string[] Known =
    [
        "January", "Jan", "Monday", "Mon", "MST", "2006", "-07:00:00", "-070000", "-07:00", "-0700", "-07",
        "Z07:00:00", "Z070000", "Z07:00", "Z0700", "Z07", "002", "__2", "_2", "01", "02", "03", "04", "05", "06", "15", "PM", "pm",
        "1", "2", "3", "4", "5",
    ];

    /// <summary>The parts in order; text between them comes with a quote before it.</summary>
    public static IEnumerable<string> Of(string layout)
    {
        var text = new System.Text.StringBuilder();
        var at = 0;
        while (at < layout.Length)
        {
            var part = Fraction(layout, at) ?? Array.Find(Known, k => string.CompareOrdinal(layout, at, k, 0, k.Length) == 0 && !IsWordStart(layout, at, k));
            if (part is null)
            {
                text.Append(layout[at++]);
                continue;
            }

            if (text.Length > 0)
            {
                yield return "'" + text;
                text.Clear();
            }

            yield return part;
            at += part.Length;
        }

        if (text.Length > 0)
        {
            yield return "'" + text;
        }
    }

    /// <summary>.000 or ,999 behind the seconds.</summary>
    private static string? Fraction(string layout, int at)
    {
        if (layout[at] is not ('.' or ',') || at + 1 >= layout.Length || layout[at + 1] is not ('0' or '9'))
        {
            return null;
        }

        var end = at + 1;
        while (end < layout.Length && layout[end] == layout[at + 1])
        {
            end++;
        }

        return end < layout.Length && char.IsAsciiDigit(layout[end]) ? null : layout[at..end];
    }

    /// <summary>Jan in January is taken whole before; in Janet it is no month.</summary>
    private static bool IsWordStart(string layout, int at, string part) =>
        part is "Jan" or "Mon" && at + 3 < layout.Length && char.IsAsciiLetterLower(layout[at + 3]);
}
