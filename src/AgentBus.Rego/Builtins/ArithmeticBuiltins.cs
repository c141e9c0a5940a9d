using System.Numerics;
using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Arithmetic; minus, and and or also work on sets.</summary>
internal static class ArithmeticBuiltins
{
    private const int MaxBits = 1 << 20;

    public static BuiltinTable All { get; } = new()
    {
        { "plus", [Number, Number], Number, (_, a) => Add((RegoNumber)a[0], (RegoNumber)a[1]) },
        { "minus", [Number | Set, Number | Set], Number | Set, Minus },
        { "mul", [Number, Number], Number, (_, a) => Multiply((RegoNumber)a[0], (RegoNumber)a[1]) },
        { "div", [Number, Number], Number, (_, a) => Divide((RegoNumber)a[0], (RegoNumber)a[1]) },
        { "rem", [Number, Number], Number, (_, a) => Remainder((RegoNumber)a[0], (RegoNumber)a[1]) },
        { "abs", [Number], Number, (_, a) => ((RegoNumber)a[0]).IsNegative ? Multiply((RegoNumber)a[0], RegoNumber.Of(-1)) : a[0] },
        { "ceil", [Number], Number, (_, a) => Round((RegoNumber)a[0], f => -(new BinaryFloat(-f.Mantissa, f.Exponent)).Floor()) },
        { "floor", [Number], Number, (_, a) => Round((RegoNumber)a[0], f => f.Floor()) },
        { "round", [Number], Number, (_, a) => Round((RegoNumber)a[0], HalfAwayFromZero) },
        { "bits.or", [Number, Number], Number, (_, a) => RegoNumber.Of(Whole(a, 0) | Whole(a, 1)) },
        { "bits.and", [Number, Number], Number, (_, a) => RegoNumber.Of(Whole(a, 0) & Whole(a, 1)) },
        { "bits.xor", [Number, Number], Number, (_, a) => RegoNumber.Of(Whole(a, 0) ^ Whole(a, 1)) },
        { "bits.negate", [Number], Number, (_, a) => RegoNumber.Of(-Whole(a, 0) - 1) },
        { "bits.lsh", [Number, Number], Number, (_, a) => RegoNumber.Of(Whole(a, 0) << Shift(a)) },
        { "bits.rsh", [Number, Number], Number, (_, a) => RegoNumber.Of(Whole(a, 0) >> Shift(a)) },
    };

    public static RegoNumber Add(RegoNumber left, RegoNumber right)
    {
        if (left.TryGetInt64(out var l) && right.TryGetInt64(out var r))
        {
            var sum = unchecked(l + r);
            return ((l ^ sum) & (r ^ sum)) >= 0 ? RegoNumber.Of(sum) : RegoNumber.Of((BigInteger)l + r);
        }

        return left.IsInteger && right.IsInteger
            ? RegoNumber.Of(left.ToBigInteger() + right.ToBigInteger())
            : RegoNumber.Of(left.ToFloat() + right.ToFloat());
    }

    public static RegoNumber Multiply(RegoNumber left, RegoNumber right)
    {
        if (!left.IsInteger || !right.IsInteger)
        {
            return RegoNumber.Of(left.ToFloat() * right.ToFloat());
        }

        var (l, r) = (left.ToBigInteger(), right.ToBigInteger());
        return l.GetBitLength() + r.GetBitLength() > MaxBits ? throw BuiltinFault.Of("number too large") : RegoNumber.Of(l * r);
    }

    public static BigInteger Whole(ReadOnlySpan<RegoValue> arguments, int position)
    {
        var number = (RegoNumber)arguments[position];
        return number.IsInteger
            ? number.ToBigInteger()
            : throw BuiltinFault.Operand(position + 1, "must be integer number but got floating-point number");
    }

    private static RegoValue Minus(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        if (arguments[0] is RegoNumber left && arguments[1] is RegoNumber right)
        {
            if (left.TryGetInt64(out var l) && right.TryGetInt64(out var r))
            {
                var difference = unchecked(l - r);
                return ((l ^ r) & (l ^ difference)) >= 0 ? RegoNumber.Of(difference) : RegoNumber.Of((BigInteger)l - r);
            }

            return left.IsInteger && right.IsInteger
                ? RegoNumber.Of(left.ToBigInteger() - right.ToBigInteger())
                : RegoNumber.Of(left.ToFloat() - right.ToFloat());
        }

        if (arguments[0] is RegoSet whole && arguments[1] is RegoSet part)
        {
            return SetBuiltins.Difference(context, whole, part);
        }

        throw BuiltinFault.Operand(2, arguments[0] is RegoSet ? "set" : "number", arguments[1]);
    }

    private static RegoNumber Divide(RegoNumber left, RegoNumber right)
    {
        if (right.IsInteger && right.ToBigInteger().IsZero)
        {
            throw BuiltinFault.Of("divide by zero");
        }

        if (left.IsInteger && right.IsInteger)
        {
            var quotient = BigInteger.DivRem(left.ToBigInteger(), right.ToBigInteger(), out var remainder);
            if (remainder.IsZero)
            {
                return RegoNumber.Of(quotient);
            }
        }

        return RegoNumber.Of(left.ToFloat() / right.ToFloat());
    }

    private static RegoNumber Remainder(RegoNumber left, RegoNumber right)
    {
        if (!left.IsInteger || !right.IsInteger)
        {
            throw BuiltinFault.Of("modulo on floating-point number");
        }

        var divisor = right.ToBigInteger();
        return divisor.IsZero ? throw BuiltinFault.Of("modulo by zero") : RegoNumber.Of(BigInteger.Remainder(left.ToBigInteger(), divisor));
    }

    private static RegoNumber Round(RegoNumber number, Func<BinaryFloat, BigInteger> round) =>
        number.IsInteger ? RegoNumber.Of(number.ToBigInteger()) : RegoNumber.Of(round(number.ToFloat()));

    private static BigInteger HalfAwayFromZero(BinaryFloat value)
    {
        var magnitude = new BinaryFloat(BigInteger.Abs(value.Mantissa), value.Exponent);
        var rounded = (magnitude + new BinaryFloat(BigInteger.One, -1)).Floor();
        return value.Mantissa.Sign < 0 ? -rounded : rounded;
    }

    private static int Shift(ReadOnlySpan<RegoValue> arguments)
    {
        var shift = Whole(arguments, 1);
        if (shift.Sign < 0)
        {
            throw BuiltinFault.Operand(2, "must be an unsigned integer number but got a negative integer");
        }

        return shift > MaxBits ? throw BuiltinFault.Of("shift too large") : (int)shift;
    }
}
