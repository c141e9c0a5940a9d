using System.Numerics;

namespace AgentBus.Rego.Builtins;

/// <summary>Durations such as 1h30m or -1.5s, in nanoseconds.</summary>
internal static class DurationText
{
    private static readonly (string Unit, long Nanoseconds)[] Units =
        [("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000)];

    public static long Parse(string text)
    {
        var negative = text.StartsWith('-');
        var rest = text.TrimStart('+', '-');
        if (rest.Length == 0 || text.Length - rest.Length > 1)
        {
            throw Fault(text);
        }

        var total = BigInteger.Zero;
        while (rest.Length > 0 && rest != "0")
        {
            var digits = rest.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
            var amount = rest[..digits];
            rest = rest[digits..];
            var (unit, nanoseconds) = Array.Find(Units, u => rest.StartsWith(u.Unit, StringComparison.Ordinal));
            var number = amount.TrimEnd('.').StartsWith('.') ? "0" + amount : amount.TrimEnd('.');
            if (unit is null || amount.Length > 30 || !Values.NumberLiteral.TryRead(number, out var value, out var exponent))
            {
                throw Fault(text);
            }

            total += value * nanoseconds / BigInteger.Pow(10, -exponent);
            rest = rest[unit.Length..];
        }

        total = negative ? -total : total;
        return total < long.MinValue || total > long.MaxValue ? throw Fault(text) : (long)total;
    }

    private static BuiltinFault Fault(string text) => BuiltinFault.Of($"time: invalid duration \"{text}\"");
}
