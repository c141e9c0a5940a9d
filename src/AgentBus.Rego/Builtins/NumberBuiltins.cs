using System.Numerics;
using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Ranges and random numbers.</summary>
internal static class NumberBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "numbers.range", [Number, Number], Kinds.Array, (c, a) => Range(c, a, BigInteger.One) },
        { "numbers.range_step", [Number, Number, Number], Kinds.Array, RangeStep },
        { "rand.intn", [Kinds.String, Number], Number, Random },
    };

    private static RegoArray RangeStep(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var step = ArithmeticBuiltins.Whole(arguments, 2);
        return step.Sign <= 0 ? throw BuiltinFault.Of("step must be a positive integer") : Range(context, arguments, step);
    }

    private static RegoArray Range(BuiltinContext context, ReadOnlySpan<RegoValue> arguments, BigInteger step)
    {
        var (from, to) = (ArithmeticBuiltins.Whole(arguments, 0), ArithmeticBuiltins.Whole(arguments, 1));
        var count = (BigInteger.Abs(to - from) / step) + 1;
        context.Charge(count > long.MaxValue ? long.MaxValue : (long)count);
        var items = new RegoValue[(int)count];
        var next = from;
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = RegoNumber.Of(next);
            next += to >= from ? step : -step;
        }

        return RegoArray.Of(items);
    }

    /// <summary>The same for the same text and bound throughout an evaluation, and for the same seed in every evaluation.</summary>
    private static RegoValue Random(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var bound = BigInteger.Abs(ArithmeticBuiltins.Whole(arguments, 1));
        if (bound.IsZero)
        {
            return RegoNumber.Of(0);
        }

        var bytes = SeededBytes.For(context, $"rand.intn {bound} {arguments[0]}", 16);
        return RegoNumber.Of(new BigInteger(bytes, isUnsigned: true) % bound);
    }
}
