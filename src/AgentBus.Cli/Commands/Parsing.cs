using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AgentBus.Cli.Commands;

/// <summary>Values of options that several commands have, read strictly.</summary>
internal static class Parsing
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    public static T Refuse<T>(ArgumentResult result, string reason)
    {
        result.AddError(reason);
        return default!;
    }

    /// <summary>A whole number within bounds.</summary>
    public static Option<int?> Number(string name, string alias, string description, int least, int most) => new(name, alias.Length > 0 ? [alias] : [])
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Refuse<int?>(result, $"{name} must be {least} to {most}."),
    };

    /// <summary>A span of time: 500ms, 30s, 15m, 8h, 7d.</summary>
    public static Option<TimeSpan?> Span(string name, string description, TimeSpan? longest = null) => new(name)
    {
        Description = description,
        HelpName = "30s|15m|8h|7d",
        CustomParser = result => TryReadSpan(result.Tokens[0].Value, out var span) && span <= (longest ?? Longest)
            ? span
            : Refuse<TimeSpan?>(result, $"{name} must be a time such as 500ms, 30s, 15m, 8h or 7d, and not longer than {longest ?? Longest}."),
    };

    public static bool TryReadSpan(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits < 1 || !int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var unit = text[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            _ => TimeSpan.Zero,
        };
        if (unit == TimeSpan.Zero || number == 0 || number > Longest / unit)
        {
            return false;
        }

        span = unit * number;
        return true;
    }

    /// <summary>A point in time, RFC 3339; without an offset it is UTC.</summary>
    public static bool TryReadTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)
        && text.Contains('-', StringComparison.Ordinal);

    public static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => TryReadTime(result.Tokens[0].Value, out var time)
            ? time
            : Refuse<DateTimeOffset?>(result, $"{name} must be a time such as 2026-01-31T12:00:00Z."),
    };
}
