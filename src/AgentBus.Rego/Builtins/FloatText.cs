using System.Globalization;

namespace AgentBus.Rego.Builtins;

/// <summary>Doubles in the forms of Go's e and g verbs.</summary>
internal static class FloatText
{
    public static string Exponent(double value, int precision, char letter)
    {
        var text = value.ToString("E" + precision, CultureInfo.InvariantCulture);
        var at = text.IndexOf('E', StringComparison.Ordinal);
        var power = int.Parse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return $"{text[..at]}{letter}{(power < 0 ? '-' : '+')}{Math.Abs(power):00}";
    }

    public static string General(double value, int precision, bool upper)
    {
        var power = value == 0 ? 0 : (int)Math.Floor(Math.Log10(value));
        var letter = upper ? 'E' : 'e';
        if (precision < 0)
        {
            var text = value.ToString("R", CultureInfo.InvariantCulture);
            if (power is >= -4 and < 21)
            {
                return text.Contains('E', StringComparison.Ordinal) ? value.ToString("0.#################", CultureInfo.InvariantCulture) : text;
            }

            var digits = text.Contains('E', StringComparison.Ordinal)
                ? text[..text.IndexOf('E', StringComparison.Ordinal)].Replace(".", string.Empty, StringComparison.Ordinal).Length - 1
                : text.Replace(".", string.Empty, StringComparison.Ordinal).Trim('0').Length - 1;
            return Exponent(value, Math.Max(0, digits), letter);
        }

        precision = Math.Max(1, precision);
        return power < -4 || power >= precision
            ? Exponent(value, precision - 1, letter)
            : value.ToString("0." + new string('#', Math.Max(0, precision - 1 - power)), CultureInfo.InvariantCulture);
    }
}
