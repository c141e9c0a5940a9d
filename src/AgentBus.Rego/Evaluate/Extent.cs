using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>Merges the documents of rules over those of the base data.</summary>
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
            return group.Document(run);
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
}
