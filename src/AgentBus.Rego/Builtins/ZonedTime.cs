using System.Numerics;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>A moment as the clocks of a zone show it, with the nanoseconds that a .NET time cannot hold.</summary>
internal sealed record ZonedTime(long Nanoseconds, DateTime Local, TimeSpan Offset, string ZoneName, int SubTick)
{
    public const long NanosecondsPerDay = 86_400_000_000_000;

    public static BigInteger SinceEpoch(DateTime time) => (BigInteger)(time.Ticks - DateTime.UnixEpoch.Ticks) * 100;

    /// <summary>A number of nanoseconds in UTC, or an array of it and the name of a zone.</summary>
    public static ZonedTime Of(RegoValue value)
    {
        var number = value switch
        {
            RegoNumber plain => plain,
            RegoArray { Count: > 0 } array when array[0] is RegoNumber first => first,
            _ => throw BuiltinFault.Operand(1, "must be a number or an array of a number and a zone"),
        };
        var zone = value is RegoArray { Count: > 1 } parts
            ? parts[1].AsString ?? throw BuiltinFault.Operand(1, "must have the name of a zone in second position")
            : string.Empty;
        if (!number.IsInteger)
        {
            throw BuiltinFault.Of("timestamp must be an integer");
        }

        return number.TryGetInt64(out var nanoseconds) ? In(nanoseconds, zone) : throw BuiltinFault.Of("timestamp too big");
    }

    private static ZonedTime In(long nanoseconds, string zone)
    {
        var subTick = (int)(((nanoseconds % 100) + 100) % 100);
        var utc = DateTime.UnixEpoch.AddTicks((nanoseconds - subTick) / 100);
        var info = Find(zone);
        var offset = info.GetUtcOffset(utc);
        return new ZonedTime(nanoseconds, utc + offset, offset, Name(info, utc, offset), subTick);
    }

    private static TimeZoneInfo Find(string zone)
    {
        // Local would make decisions depend on the machine.
        if (zone is "" or "UTC" or "Local")
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var info) && zone.Contains('/', StringComparison.Ordinal) || info is not null
            ? info!
            : throw BuiltinFault.Of($"unknown time zone {zone}");
    }

    /// <summary>The abbreviation of the zone, where .NET knows one; else the offset, as Go writes it for zones without a name.</summary>
    private static string Name(TimeZoneInfo info, DateTime utc, TimeSpan offset)
    {
        if (info.Equals(TimeZoneInfo.Utc))
        {
            return "UTC";
        }

        var name = info.IsDaylightSavingTime(utc) ? info.DaylightName : info.StandardName;
        return name.Length is > 0 and <= 5 && name.All(char.IsAsciiLetterUpper)
            ? name
            : (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(offset.Minutes == 0 ? "hh" : "hhmm", System.Globalization.CultureInfo.InvariantCulture);
    }
}
