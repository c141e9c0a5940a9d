using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>json.filter and json.remove.</summary>
internal static class JsonPathBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "json.filter", [Kinds.Object, Kinds.Array | Set], Kinds.Object, (c, a) => Filter(c, a[0], Tree(a[1])) },
        { "json.remove", [Kinds.Object, Kinds.Array | Set], Kinds.Object, (c, a) => Remove(c, a[0], Tree(a[1])) },
    };

    /// <summary>The parts of a path: text with slashes (~1 is a slash, ~0 a tilde) or an array.</summary>
    public static IReadOnlyList<RegoValue> Parts(RegoValue path) => path switch
    {
        RegoArray array => array.Items,
        RegoString { Text.Length: 0 } => [],
        RegoString text => [.. (text.Text[0] == '/' ? text.Text[1..] : text.Text).Split('/').Select(RegoValue (p) => RegoString.Of(
            p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))],
        _ => throw BuiltinFault.Operand(
            2, $"must be one of {{set, array}} containing string paths or array of path segments but got {KindNames.Of(path.Kind)}"),
    };

    private static PathTree Tree(RegoValue paths)
    {
        var root = new PathTree();
        foreach (var path in paths.Items)
        {
            var node = root;
            foreach (var part in Parts(path))
            {
                if (!node.Children.TryGetValue(part, out var child))
                {
                    node.Children[part] = child = new PathTree();
                }

                node = child;
            }

            node.IsEnd |= node != root;
        }

        return root;
    }

    private static RegoValue Filter(BuiltinContext context, RegoValue value, PathTree tree)
    {
        if (tree.IsEnd)
        {
            return value;
        }

        context.Charge(value.Items.Count);
        switch (value)
        {
            case RegoObject entries:
                var builder = new ObjectBuilder();
                for (var i = 0; i < entries.Count; i++)
                {
                    if (tree.Find(entries.KeySpan[i]) is { } child)
                    {
                        builder.Set(entries.KeySpan[i], Filter(context, entries.ValueSpan[i], child));
                    }
                }

                return builder.Build();
            case RegoArray array:
                return RegoArray.Of([.. array.Items
                    .Select((item, i) => tree.Find(RegoNumber.Of(i)) is { } child ? Filter(context, item, child) : null)
                    .OfType<RegoValue>()]);
            case RegoSet set:
                return RegoSet.Of(set.Items
                    .Select(item => tree.Find(item) is { } child ? Filter(context, item, child) : null)
                    .OfType<RegoValue>().ToArray());
            default:
                return value;
        }
    }

    private static RegoValue Remove(BuiltinContext context, RegoValue value, PathTree tree)
    {
        context.Charge(value.Items.Count);
        switch (value)
        {
            case RegoObject entries:
                var builder = new ObjectBuilder();
                for (var i = 0; i < entries.Count; i++)
                {
                    var child = tree.Find(entries.KeySpan[i]);
                    if (child is not { IsEnd: true })
                    {
                        builder.Set(entries.KeySpan[i], child is null ? entries.ValueSpan[i] : Remove(context, entries.ValueSpan[i], child));
                    }
                }

                return builder.Build();
            case RegoArray array:
                return RegoArray.Of([.. array.Items.Select((item, i) => Member(context, item, tree.Find(RegoNumber.Of(i)))).OfType<RegoValue>()]);
            case RegoSet set:
                return RegoSet.Of(set.Items.Select(item => Member(context, item, tree.Find(item))).OfType<RegoValue>().ToArray());
            default:
                return value;
        }
    }

    private static RegoValue? Member(BuiltinContext context, RegoValue item, PathTree? child) =>
        child is null ? item : child.IsEnd ? null : Remove(context, item, child);
}

/// <summary>Paths by their parts.</summary>
internal sealed class PathTree
{
    public Dictionary<RegoValue, PathTree> Children { get; } = [];

    public bool IsEnd { get; set; }

    /// <summary>The subtree for a key; an index is also found by its text.</summary>
    public PathTree? Find(RegoValue key) =>
        Children.TryGetValue(key, out var child) ? child
        : key is RegoNumber number ? Children.GetValueOrDefault(RegoString.Of(number.Text())) : null;
}
