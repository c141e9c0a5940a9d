using AgentBus.Rego.Compile;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>An object with constant, distinct keys, sorted when it was compiled.</summary>
internal sealed class RecordExpression(RegoValue[] keys, Expression[] values) : Expression
{
    /// <summary>The keys in order with their places in the source; null if one is no constant or stands twice.</summary>
    public static List<(RegoValue Key, int Index)>? SortedKeys(CoreTerm[] keys)
    {
        if (!keys.All(k => k is CoreConst))
        {
            return null;
        }

        var sorted = keys.Select((k, i) => (Key: ((CoreConst)k).Value, Index: i)).OrderBy(k => k.Key).ToList();
        return sorted.DistinctBy(k => k.Key).Count() == sorted.Count ? sorted : null;
    }

    public override RegoValue? Evaluate(Evaluation run, int frame)
    {
        var members = new RegoValue[values.Length];
        for (var i = 0; i < members.Length; i++)
        {
            if (values[i].Evaluate(run, frame) is not { } value)
            {
                return null;
            }

            members[i] = value;
        }

        run.Charge(members.Length);
        return new RegoObject(keys, members);
    }
}
