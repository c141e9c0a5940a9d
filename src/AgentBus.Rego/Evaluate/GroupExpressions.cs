using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>The document of a group; under a with that replaced it, what stands there now.</summary>
internal sealed class DocumentExpression(RuleGroup group) : Expression
{
    public override RegoValue? Evaluate(Evaluation run, int frame) =>
        run.Scope.Replaced.Length > 0 && run.Scope.IsReplaced(group.Path) ? BaseData.At(run, group.Path) : group.Document(run);
}

/// <summary>A member of a group's document.</summary>
internal sealed class LookupExpression(RuleGroup group, Expression[] keys) : Expression
{
    public override RegoValue? Evaluate(Evaluation run, int frame)
    {
        var values = new RegoValue[keys.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (keys[i].Evaluate(run, frame) is not { } key)
            {
                return null;
            }

            values[i] = key;
        }

        if (run.Scope.Replaced.Length > 0)
        {
            RegoValue[] path = [.. group.Path, .. values];
            if (run.Scope.IsReplaced(path))
            {
                return BaseData.At(run, path);
            }
        }

        return group.Lookup(run, values);
    }
}

/// <summary>Everything at and below a node of the rule tree.</summary>
internal sealed class ExtentExpression(RuleNode node) : Expression
{
    public override RegoValue? Evaluate(Evaluation run, int frame) => Extent.Of(run, node);
}

/// <summary>Documents that were given, not computed.</summary>
internal static class BaseData
{
    public static RegoValue? At(Evaluation run, ReadOnlySpan<RegoValue> path)
    {
        RegoValue? value = run.Scope.Data;
        for (var i = 0; i < path.Length && value is not null; i++)
        {
            value = Key(value, path[i]);
        }

        return value;
    }

    /// <summary>Given documents come from JSON, whose keys are strings: a number finds the key that is its text.</summary>
    private static RegoValue? Key(RegoValue value, RegoValue key) =>
        Member.Of(value, key is RegoNumber number && value is RegoObject ? RegoString.Of(number.Text()) : key);
}
