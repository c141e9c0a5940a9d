using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Aggregates.</summary>
internal static class AggregateBuiltins
{
    private const Kinds Collection = Kinds.Array | Set;

    public static BuiltinTable All { get; } = new()
    {
        { "count", [Kinds.Array | Kinds.Object | Set | Kinds.String], Number, (_, a) => RegoNumber.Of(a[0].Count) },
        { "sum", [Collection], Number, (c, a) => Fold(c, a[0], RegoNumber.Of(0), ArithmeticBuiltins.Add) },
        { "product", [Collection], Number, (c, a) => Fold(c, a[0], RegoNumber.Of(1), ArithmeticBuiltins.Multiply) },
        { "max", [Collection], Any, (_, a) => a[0].Count == 0 ? null : a[0].Items.Max() },
        { "min", [Collection], Any, (_, a) => a[0].Count == 0 ? null : a[0].Items.Min() },
        { "sort", [Collection], Kinds.Array, Sort },
    };

    private static RegoNumber Fold(BuiltinContext context, RegoValue items, RegoNumber start, Func<RegoNumber, RegoNumber, RegoNumber> step)
    {
        context.Work(items.Count);
        return items.Items.Aggregate(start, (sum, item) => step(sum, item as RegoNumber ?? throw BuiltinFault.Operand(
            1, $"must be {KindNames.Of(items.Kind)} of numbers but got {KindNames.Of(items.Kind)} containing {KindNames.Of(item.Kind)}")));
    }

    private static RegoArray Sort(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        context.Charge(arguments[0].Count);
        var items = arguments[0].Items.ToArray();
        System.Array.Sort(items, ValueOrder.Comparer);
        return RegoArray.Of(items);
    }
}
