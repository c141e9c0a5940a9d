using AgentBus.Rego.Syntax;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Compile;

/// <summary>Splits the unification of two arrays or objects into those of their members, so that each can be ordered by itself.</summary>
internal static class UnifyDecomposition
{
    public static void Add(Span span, CoreTerm left, CoreTerm right, List<CoreStatement> output)
    {
        if (Items(left) is { } lefts && Items(right) is { } rights && (left is CoreArray || right is CoreArray))
        {
            if (lefts.Length != rights.Length)
            {
                output.Add(new CoreTest(span, new CoreConst(RegoBoolean.False)));
                return;
            }

            for (var i = 0; i < lefts.Length; i++)
            {
                Add(span, lefts[i], rights[i], output);
            }
        }
        else if (left is CoreObject leftObject && right is CoreObject rightObject && SameKeys(leftObject, rightObject))
        {
            for (var i = 0; i < leftObject.Keys.Length; i++)
            {
                var at = Array.FindIndex(rightObject.Keys, k => ((CoreConst)k).Value == ((CoreConst)leftObject.Keys[i]).Value);
                Add(span, leftObject.Values[i], rightObject.Values[at], output);
            }
        }
        else
        {
            output.Add(new CoreUnify(span, left, right));
        }
    }

    private static CoreTerm[]? Items(CoreTerm term) => term switch
    {
        CoreArray array => array.Items,
        CoreConst { Value: RegoArray array } => [.. array.Items.Select(i => new CoreConst(i))],
        _ => null,
    };

    private static bool SameKeys(CoreObject left, CoreObject right) =>
        left.Keys.Length == right.Keys.Length
        && left.Keys.Concat(right.Keys).All(k => k is CoreConst)
        && left.Keys.Select(k => ((CoreConst)k).Value).ToHashSet().SetEquals(right.Keys.Select(k => ((CoreConst)k).Value))
        && left.Keys.Distinct().Count() == left.Keys.Length;
}
