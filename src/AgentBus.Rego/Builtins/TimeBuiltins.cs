using System.Numerics;
using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Times in nanoseconds since 1970, and their parts in a time zone.</summary>
internal static class TimeBuiltins
{
    private const Kinds Moment = Number | Kinds.Array;

    public static BuiltinTable All { get; } = new()
    {
        { "time.now_ns", [], Number, (c, _) => c.Now },
        { "time.parse_ns", [Kinds.String, Kinds.String], Number, (_, a) => Nanoseconds(TimeLayout.Parse(Layouts.Of(Text(a, 0)), Text(a, 1))) },
        { "time.parse_rfc3339_ns", [Kinds.String], Number, (_, a) => Nanoseconds(TimeLayout.Parse(Layouts.Of("RFC3339"), Text(a, 0))) },
        { "time.parse_duration_ns", [Kinds.String], Number, (_, a) => RegoNumber.Of(DurationText.Parse(Text(a, 0))) },
        { "time.date", [Moment], Kinds.Array, (_, a) => Numbers(ZonedTime.Of(a[0]) is var t ? [t.Local.Year, t.Local.Month, t.Local.Day] : []) },
        { "time.clock", [Moment], Kinds.Array, (_, a) => Numbers(ZonedTime.Of(a[0]) is var t ? [t.Local.Hour, t.Local.Minute, t.Local.Second] : []) },
        { "time.weekday", [Moment], Kinds.String, (_, a) => RegoString.Of(ZonedTime.Of(a[0]).Local.DayOfWeek.ToString()) },
        { "time.format", [Moment], Kinds.String, Format },
        { "time.add_date", [Number, Number, Number, Number], Number, AddDate },
        { "time.diff", [Moment, Moment], Kinds.Array, (_, a) => Numbers(TimeDifference.Of(ZonedTime.Of(a[0]), ZonedTime.Of(a[1]))) },
    };

    private static string Text(ReadOnlySpan<RegoValue> arguments, int position) => StringBuiltins.Text(arguments[position]);

    private static RegoArray Numbers(IEnumerable<int> parts) => RegoArray.Of([.. parts.Select(RegoValue (p) => RegoNumber.Of(p))]);

    private static RegoNumber Nanoseconds(BigInteger time) =>
        time < long.MinValue || time > long.MaxValue ? throw BuiltinFault.Of("time outside of valid range") : RegoNumber.Of(time);

    private static RegoString Format(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var layout = arguments[0] is RegoArray { Count: > 2 } parts
            ? parts[2].AsString ?? throw BuiltinFault.Operand(1, "must be a string layout in third position")
            : "RFC3339Nano";
        return RegoString.Of(TimeLayout.Format(Layouts.Of(layout), ZonedTime.Of(arguments[0])));
    }

    private static RegoNumber AddDate(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var time = ZonedTime.Of(arguments[0]);
        int Part(ReadOnlySpan<RegoValue> a, int position) =>
            ArithmeticBuiltins.Whole(a, position) is var part && BigInteger.Abs(part) > 1_000_000 ? throw BuiltinFault.Of("time outside of valid range") : (int)part;

        var (years, months, days) = (Part(arguments, 1), Part(arguments, 2), Part(arguments, 3));
        var month = (time.Local.Year * 12L) + time.Local.Month - 1 + (years * 12L) + months;
        if (month < 12 || month >= 9999 * 12)
        {
            throw BuiltinFault.Of("time outside of valid range");
        }

        var start = new DateTime((int)(month / 12), (int)(month % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var added = ZonedTime.SinceEpoch(start) + ((BigInteger)(time.Local.Day - 1 + days) * ZonedTime.NanosecondsPerDay);
        var withinDay = (BigInteger)time.Local.TimeOfDay.Ticks * 100;
        return Nanoseconds(added + withinDay + time.SubTick);
    }
}
