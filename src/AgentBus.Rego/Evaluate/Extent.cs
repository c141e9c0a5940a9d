using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>Merges the documents of rules with those that were given; where both have a value, the given one stands, as in OPA.</summary>
internal static class Extent
{
    public static RegoValue? Of(Evaluation run, RuleNode node)
    {
        var given = BaseData.At(run, node.Path);
        if (run.Scope.Replaced.Length > 0 && run.Scope.IsReplaced(node.Path))
        {
            return given;
        }

        if (node.Group is { } group)
        {
            return Merge(group.Document(run), given);
        }

        var builder = given is RegoObject entries ? new ObjectBuilder(entries) : new ObjectBuilder();
        foreach (var (key, child) in node.Children)
        {
            if (Of(run, child) is { } value)
            {
                builder.Set(key, value);
            }
        }

        run.Charge(builder.Count);
        return builder.Build();
    }

    private static RegoValue? Merge(RegoValue? computed, RegoValue? given)
    {
        if (computed is not RegoObject rules || given is not RegoObject entries)
        {
            return given ?? computed;
        }

        var builder = new ObjectBuilder(rules);
        for (var i = 0; i < entries.Count; i++)
        {
            var key = entries.KeySpan[i];
            builder.Set(key, Merge(rules.Get(key), entries.ValueSpan[i])!);
        }

        return builder.Build();
    }
}
