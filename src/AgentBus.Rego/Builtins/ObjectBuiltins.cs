using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Objects.</summary>
internal static class ObjectBuiltins
{
    private const Kinds KeyList = Kinds.Object | Kinds.Array | Set;

    public static BuiltinTable All { get; } = new()
    {
        { "object.get", [Kinds.Object, Any, Any], Any, (_, a) => Get((RegoObject)a[0], a[1], a[2]) },
        { "object.keys", [Kinds.Object], Set, (_, a) => RegoSet.Of(a[0].Keys.ToArray()) },
        { "object.remove", [Kinds.Object, KeyList], Kinds.Object, (c, a) => Select(c, (RegoObject)a[0], a[1], keep: false) },
        { "object.filter", [Kinds.Object, KeyList], Kinds.Object, (c, a) => Select(c, (RegoObject)a[0], a[1], keep: true) },
        { "object.subset", [KeyList, KeyList], Kinds.Boolean, (c, a) => Subset(c, a[0], a[1]) },
        { "object.union", [Kinds.Object, Kinds.Object], Kinds.Object, (c, a) => Union(c, (RegoObject)a[0], (RegoObject)a[1]) },
        { "object.union_n", [Kinds.Array], Kinds.Object, UnionOfAll },
    };

    private static RegoValue Get(RegoObject entries, RegoValue key, RegoValue fallback)
    {
        if (key is not RegoArray path)
        {
            return entries.Get(key) ?? fallback;
        }

        RegoValue? value = entries;
        foreach (var part in path.Items)
        {
            value = value is null ? null : Evaluate.Member.Of(value, part);
        }

        return value ?? fallback;
    }

    private static RegoObject Select(BuiltinContext context, RegoObject entries, RegoValue keys, bool keep)
    {
        context.Charge(entries.Count);
        var named = (keys is RegoObject given ? given.Keys : keys.Items).ToHashSet();
        var builder = new ObjectBuilder();
        for (var i = 0; i < entries.Count; i++)
        {
            if (named.Contains(entries.KeySpan[i]) == keep)
            {
                builder.Set(entries.KeySpan[i], entries.ValueSpan[i]);
            }
        }

        return builder.Build();
    }

    private static RegoBoolean Subset(BuiltinContext context, RegoValue whole, RegoValue part)
    {
        var fits = (whole, part) switch
        {
            (RegoObject w, RegoObject p) => Includes(w, p),
            (RegoSet w, RegoSet p) => p.Items.All(w.Contains),
            (RegoArray w, RegoArray p) => Run(context, w, p),
            (RegoArray w, RegoSet p) => p.Items.All(w.Items.Contains),
            _ => throw BuiltinFault.Of("both arguments object.subset must be of the same type or array and set"),
        };
        return RegoBoolean.Of(fits);
    }

    private static bool Includes(RegoObject whole, RegoObject part)
    {
        for (var i = 0; i < part.Count; i++)
        {
            var fits = (whole.Get(part.KeySpan[i]), part.ValueSpan[i]) switch
            {
                (null, _) => false,
                (RegoObject w, RegoObject p) => Includes(w, p),
                (RegoSet w, RegoSet p) => p.Items.All(w.Contains),
                (RegoArray w, RegoArray p) => Run(null, w, p),
                var (w, p) => w.Equals(p),
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the items of the part stand one after another in the whole.</summary>
    private static bool Run(BuiltinContext? context, RegoArray whole, RegoArray part)
    {
        context?.Work((long)whole.Count * part.Count / 8);
        for (var start = 0; start + part.Count <= whole.Count; start++)
        {
            if (whole.Span.Slice(start, part.Count).SequenceEqual(part.Span))
            {
                return true;
            }
        }

        return part.Count == 0;
    }

    private static RegoObject Union(BuiltinContext context, RegoObject left, RegoObject right)
    {
        context.Charge(left.Count + right.Count);
        var builder = new ObjectBuilder(left);
        for (var i = 0; i < right.Count; i++)
        {
            var key = right.KeySpan[i];
            builder.Set(key, left.Get(key) is RegoObject l && right.ValueSpan[i] is RegoObject r ? Union(context, l, r) : right.ValueSpan[i]);
        }

        return builder.Build();
    }

    private static RegoObject UnionOfAll(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var result = RegoObject.Empty;
        foreach (var item in arguments[0].Items)
        {
            result = Union(context, result, item as RegoObject ?? throw BuiltinFault.Operand(
                1, $"must be array of objects but got array containing {KindNames.Of(item.Kind)}"));
        }

        return result;
    }
}
