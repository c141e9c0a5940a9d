using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>Finds iterations whose members a following equality filters by a value that does not depend on the iteration.</summary>
internal static class ProbePlacement
{
    public static void Apply(List<Step> steps)
    {
        for (var i = 0; i + 1 < steps.Count; i++)
        {
            if (steps[i] is not IterateStep { Key: BindPattern key, Value: BindPattern member } iterate || !IsGiven(iterate.Source))
            {
                continue;
            }

            if (steps[i + 1] is EqualStep equal)
            {
                iterate.Probe = Probe(equal, member.Slot, key.Slot, null);
            }
            else if (i + 2 < steps.Count && steps[i + 1] is AssignStep { Value: PathExpression path } assign && steps[i + 2] is EqualStep later)
            {
                iterate.Probe = Probe(later, member.Slot, key.Slot, (assign.Slot, path));
            }
        }
    }

    /// <summary>Only given documents outlive an evaluation, so that an index of them pays.</summary>
    private static bool IsGiven(Expression source) => source switch
    {
        BaseDataExpression => true,
        PathExpression path => IsGiven(path.Source),
        MemberExpression member => IsGiven(member.Source),
        _ => false,
    };

    private static MemberProbe? Probe(EqualStep equal, int member, int key, (int Slot, PathExpression Path)? assigned)
    {
        var hidden = new HashSet<int> { member, key };
        if (assigned is { } variable)
        {
            hidden.Add(variable.Slot);
        }

        return One(equal.Left, equal.Right, member, hidden, assigned) ?? One(equal.Right, equal.Left, member, hidden, assigned);
    }

    private static MemberProbe? One(Expression side, Expression wanted, int member, HashSet<int> hidden, (int Slot, PathExpression Path)? assigned)
    {
        var path = side is SlotExpression slot && slot.Slot == assigned?.Slot ? assigned?.Path : side as PathExpression;
        return path is { Source: SlotExpression source } && source.Slot == member && IsIndependent(wanted, hidden)
            ? new MemberProbe(RegoArray.Of(path.Keys), wanted)
            : null;
    }

    private static bool IsIndependent(Expression expression, HashSet<int> hidden) => expression switch
    {
        ConstantExpression or InputExpression => true,
        SlotExpression slot => !hidden.Contains(slot.Slot),
        PathExpression path => IsIndependent(path.Source, hidden),
        _ => false,
    };
}
