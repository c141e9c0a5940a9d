using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Sets.</summary>
internal static class SetBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "and", [Set, Set], Set, (c, a) => Intersection(c, (RegoSet)a[0], (RegoSet)a[1]) },
        { "or", [Set, Set], Set, (c, a) => Union(c, [a[0], a[1]]) },
        { "intersection", [Set], Set, IntersectionOfAll },
        { "union", [Set], Set, UnionOfAll },
    };

    public static RegoSet Difference(BuiltinContext context, RegoSet whole, RegoSet part)
    {
        context.Charge(whole.Count);
        return RegoSet.Of(whole.Items.Where(i => !part.Contains(i)).ToArray());
    }

    private static RegoSet Intersection(BuiltinContext context, RegoSet left, RegoSet right)
    {
        context.Charge(Math.Min(left.Count, right.Count));
        return RegoSet.Of(left.Items.Where(right.Contains).ToArray());
    }

    private static RegoSet Union(BuiltinContext context, IReadOnlyList<RegoValue> sets)
    {
        context.Charge(sets.Sum(s => (long)s.Count));
        return RegoSet.Of(sets.SelectMany(s => s.Items).ToArray());
    }

    private static RegoSet IntersectionOfAll(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var sets = Sets(arguments[0]);
        if (sets.Length == 0)
        {
            return RegoSet.Empty;
        }

        return sets.Aggregate((l, r) => Intersection(context, l, r));
    }

    private static RegoSet UnionOfAll(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) => Union(context, Sets(arguments[0]));

    private static RegoSet[] Sets(RegoValue outer) =>
        [.. outer.Items.Select(i => i as RegoSet ?? throw BuiltinFault.Operand(1, $"must be set of sets but got set containing {KindNames.Of(i.Kind)}"))];
}
