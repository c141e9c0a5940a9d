using System.Globalization;
using System.Numerics;
using System.Text;

namespace AgentBus.Rego.Builtins;

/// <summary>Writes and reads times by Go's layouts.</summary>
internal static class TimeLayout
{
    public static string Format(string layout, ZonedTime time)
    {
        var text = new StringBuilder();
        foreach (var part in LayoutParts.Of(layout))
        {
            text.Append(Write(part, time));
        }

        return text.ToString();
    }

    /// <summary>The nanoseconds since 1970.</summary>
    public static BigInteger Parse(string layout, string value)
    {
        var reader = new TimeReader(layout, value);
        return reader.Read();
    }

    private static string Write(string part, ZonedTime zoned)
    {
        var time = zoned.Local;
        var culture = CultureInfo.InvariantCulture;
        switch (part)
        {
            case "2006":
                return time.Year.ToString("0000", culture);
            case "06":
                return (time.Year % 100).ToString("00", culture);
            case "January":
                return time.ToString("MMMM", culture);
            case "Jan":
                return time.ToString("MMM", culture);
            case "01":
                return time.Month.ToString("00", culture);
            case "1":
                return time.Month.ToString(culture);
            case "Monday":
                return time.DayOfWeek.ToString();
            case "Mon":
                return time.DayOfWeek.ToString()[..3];
            case "02":
                return time.Day.ToString("00", culture);
            case "_2":
                return time.Day.ToString(culture).PadLeft(2);
            case "2":
                return time.Day.ToString(culture);
            case "002":
                return time.DayOfYear.ToString("000", culture);
            case "__2":
                return time.DayOfYear.ToString(culture).PadLeft(3);
            case "15":
                return time.Hour.ToString("00", culture);
            case "03":
                return (((time.Hour + 11) % 12) + 1).ToString("00", culture);
            case "3":
                return (((time.Hour + 11) % 12) + 1).ToString(culture);
            case "04":
                return time.Minute.ToString("00", culture);
            case "4":
                return time.Minute.ToString(culture);
            case "05":
                return time.Second.ToString("00", culture);
            case "5":
                return time.Second.ToString(culture);
            case "PM":
                return time.Hour >= 12 ? "PM" : "AM";
            case "pm":
                return time.Hour >= 12 ? "pm" : "am";
            case "MST":
                return zoned.ZoneName;
        }

        return part[0] switch
        {
            '\'' => part[1..],
            '.' or ',' => Fraction(part, zoned),
            'Z' when zoned.Offset == TimeSpan.Zero => "Z",
            _ => Offset(part, zoned.Offset),
        };
    }

    private static string Fraction(string part, ZonedTime zoned)
    {
        var nanoseconds = ((zoned.Local.Ticks % TimeSpan.TicksPerSecond) * 100) + zoned.SubTick;
        var digits = nanoseconds.ToString("000000000", CultureInfo.InvariantCulture);
        digits = digits.PadRight(part.Length - 1, '0')[..(part.Length - 1)];
        if (part[1] == '9')
        {
            digits = digits.TrimEnd('0');
            return digits.Length == 0 ? string.Empty : part[0] + digits;
        }

        return part[0] + digits;
    }

    private static string Offset(string part, TimeSpan offset)
    {
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        var colon = part.Contains(':', StringComparison.Ordinal) ? ":" : string.Empty;
        var digits = part.Count(char.IsAsciiDigit);
        var text = sign + offset.ToString("hh", CultureInfo.InvariantCulture);
        text += digits >= 4 ? colon + offset.ToString("mm", CultureInfo.InvariantCulture) : string.Empty;
        return text + (digits >= 6 ? colon + offset.ToString("ss", CultureInfo.InvariantCulture) : string.Empty);
    }
}
