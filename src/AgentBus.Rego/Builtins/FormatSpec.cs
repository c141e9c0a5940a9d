using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>Flags, width and precision of a format verb.</summary>
internal sealed record FormatSpec(string Flags, int Width, int Precision)
{
    public bool Alternate => Flags.Contains('#', StringComparison.Ordinal);

    private bool Left => Flags.Contains('-', StringComparison.Ordinal);

    private bool Zeros => Flags.Contains('0', StringComparison.Ordinal) && !Left;

    /// <summary>Reads what stands between the percent sign and the verb, and moves to the verb.</summary>
    public static FormatSpec Read(string format, ref int at, RegoArray arguments, ref int next)
    {
        var start = ++at;
        while (at < format.Length && format[at] is '-' or '+' or '#' or ' ' or '0')
        {
            at++;
        }

        var flags = format[start..at];
        var width = Number(format, ref at, arguments, ref next);
        var precision = -1;
        if (at < format.Length && format[at] == '.')
        {
            at++;
            precision = Math.Max(0, Number(format, ref at, arguments, ref next));
        }

        return width < -1 ? new FormatSpec(flags + "-", -width, precision) : new FormatSpec(flags, width, precision);
    }

    public string Sign(bool negative) => negative ? "-"
        : Flags.Contains('+', StringComparison.Ordinal) ? "+"
        : Flags.Contains(' ', StringComparison.Ordinal) ? " " : string.Empty;

    public string Pad(string text)
    {
        var missing = Width - CodePoints.Count(text);
        return missing <= 0 ? text : Left ? text + new string(' ', missing) : new string(Zeros ? '0' : ' ', missing) + text;
    }

    public string PadNumber(string prefix, string digits)
    {
        if (Zeros && Precision < 0)
        {
            digits = digits.PadLeft(Math.Max(0, Width - prefix.Length), '0');
        }
        else if (Zeros && digits.Contains('.', StringComparison.Ordinal))
        {
            digits = digits.PadLeft(Math.Max(0, Width - prefix.Length), '0');
        }

        return Pad(prefix + digits);
    }

    private static int Number(string format, ref int at, RegoArray arguments, ref int next)
    {
        if (at < format.Length && format[at] == '*')
        {
            at++;
            return next < arguments.Count && arguments[next++] is RegoNumber given && given.TryGetInt32(out var width) ? width : -1;
        }

        var start = at;
        var value = 0;
        while (at < format.Length && char.IsAsciiDigit(format[at]))
        {
            value = Math.Min(1_000_000, (value * 10) + (format[at] - '0'));
            at++;
        }

        return at == start ? -1 : value;
    }
}
