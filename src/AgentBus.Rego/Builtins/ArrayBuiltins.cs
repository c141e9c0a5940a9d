using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Arrays.</summary>
internal static class ArrayBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "array.concat", [Kinds.Array, Kinds.Array], Kinds.Array, (c, a) => Of(c, [.. a[0].Items, .. a[1].Items]) },
        { "array.reverse", [Kinds.Array], Kinds.Array, (c, a) => Of(c, [.. a[0].Items.Reverse()]) },
        { "array.slice", [Kinds.Array, Number, Number], Kinds.Array, Slice },
        { "array.flatten", [Kinds.Array], Kinds.Array, (c, a) => Of(c, [.. a[0].Items.SelectMany(i => i is RegoArray inner ? inner.Items : [i])]) },
    };

    private static RegoArray Of(BuiltinContext context, RegoValue[] items)
    {
        context.Charge(items.Length);
        return RegoArray.Of(items);
    }

    private static RegoArray Slice(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var items = ((RegoArray)arguments[0]).Span;
        var start = (int)System.Numerics.BigInteger.Max(0, ArithmeticBuiltins.Whole(arguments, 1) is var s && s > items.Length ? items.Length : s);
        var stop = (int)System.Numerics.BigInteger.Max(0, ArithmeticBuiltins.Whole(arguments, 2) is var e && e > items.Length ? items.Length : e);
        return stop <= start ? RegoArray.Empty : Of(context, items[start..stop].ToArray());
    }
}
