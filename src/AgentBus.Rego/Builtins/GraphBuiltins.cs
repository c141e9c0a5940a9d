using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Graphs, and the walk over a document.</summary>
internal static class GraphBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "graph.reachable", [Kinds.Object, Kinds.Array | Set], Set, Reachable },
        { "graph.reachable_paths", [Kinds.Object, Kinds.Array | Set], Set, ReachablePaths },
        new BuiltinDefinition("walk", [Any], Kinds.Boolean, (_, _) => RegoBoolean.True) { Relation = Walk },
    };

    private static RegoSet Reachable(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var graph = (RegoObject)arguments[0];
        var found = new HashSet<RegoValue>();
        var open = new Queue<RegoValue>(arguments[1].Items);
        while (open.TryDequeue(out var node))
        {
            if (graph.Get(node) is not { } edges || !found.Add(node))
            {
                continue;
            }

            context.Charge(1);
            foreach (var next in Edges(edges))
            {
                context.Work(1);
                open.Enqueue(next);
            }
        }

        return RegoSet.Copy(found);
    }

    private static IReadOnlyList<RegoValue> Edges(RegoValue edges) => edges is RegoArray or RegoSet ? edges.Items : [];

    private static RegoSet ReachablePaths(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var graph = (RegoObject)arguments[0];
        var paths = new HashSet<RegoValue>();
        foreach (var start in arguments[1].Items)
        {
            if (graph.Get(start) is not null)
            {
                Extend(context, graph, [start], paths);
            }
        }

        return RegoSet.Copy(paths);
    }

    /// <summary>A path ends where nothing follows, or where every way on would close a circle or leave the graph.</summary>
    private static void Extend(BuiltinContext context, RegoObject graph, RegoValue[] path, HashSet<RegoValue> paths)
    {
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new RegoError(RegoErrorCode.DepthLimit, "a path through the graph is too long");
        }

        context.Charge(path.Length);
        var edges = graph.Get(path[^1]) is { } targets ? Edges(targets) : [];
        var isEnd = edges.Count == 0;
        foreach (var next in edges)
        {
            if (path.Contains(next) || graph.Get(next) is null)
            {
                isEnd = true;
            }
            else
            {
                Extend(context, graph, [.. path, next], paths);
            }
        }

        if (isEnd)
        {
            paths.Add(RegoArray.Of(path));
        }
    }

    private static IEnumerable<RegoValue> Walk(BuiltinContext context, RegoValue document, bool withPath)
    {
        var open = new Stack<(RegoValue[] Path, RegoValue Value)>();
        open.Push(([], document));
        while (open.TryPop(out var place))
        {
            context.Charge(1 + place.Path.Length);
            yield return RegoArray.Of([RegoArray.Of(place.Path), place.Value]);
            var items = place.Value.Items;
            for (var i = items.Count - 1; i >= 0; i--)
            {
                var key = place.Value switch { RegoArray => RegoNumber.Of(i), RegoObject entries => entries.KeySpan[i], _ => items[i] };
                open.Push((withPath ? [.. place.Path, key] : [], items[i]));
            }
        }
    }
}
