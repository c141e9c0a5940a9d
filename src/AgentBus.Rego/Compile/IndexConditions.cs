using AgentBus.Rego.Evaluate;

namespace AgentBus.Rego.Compile;

/// <summary>Finds the equalities of a body between a place in the input, or in an argument, and a constant.</summary>
internal static class IndexConditions
{
    public static IReadOnlyList<IndexCondition> Find(List<CoreStatement> statements, int arity)
    {
        var places = new Dictionary<int, IndexCondition>();
        for (var i = 0; i < arity; i++)
        {
            places[i] = new IndexCondition(i, [], RegoValue.Null);
        }

        var conditions = new List<IndexCondition>();
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case CoreUnify { Left: CoreVar variable, Right: CoreRef reference } when Place(reference, arity) is { } place:
                    places[variable.Slot] = place;
                    break;
                case CoreUnify unify:
                    Add(unify.Left, unify.Right);
                    break;
                case CoreTest { Term: CoreCall { Target: BuiltinTarget { Definition.Name: "equal" } } equal }:
                    Add(equal.Arguments[0], equal.Arguments[1]);
                    break;
            }
        }

        return conditions;

        void Add(CoreTerm left, CoreTerm right)
        {
            var place = PlaceOf(left) ?? PlaceOf(right);
            var value = (left as CoreConst ?? right as CoreConst)?.Value;
            if (place is not null && value is { Kind: <= RegoKind.String })
            {
                conditions.Add(place with { Value = value });
            }
        }

        IndexCondition? PlaceOf(CoreTerm term) => term switch
        {
            CoreVar variable => places.GetValueOrDefault(variable.Slot),
            CoreRef reference => Place(reference, arity),
            _ => null,
        };
    }

    private static IndexCondition? Place(CoreRef reference, int arity)
    {
        var isArgument = reference.Root == CoreRoot.Local && reference.Slot < arity;
        if ((reference.Root != CoreRoot.Input && !isArgument) || !reference.Operands.All(o => o is CoreConst))
        {
            return null;
        }

        var path = reference.Operands.Select(o => ((CoreConst)o).Value).ToArray();
        return new IndexCondition(isArgument ? reference.Slot : IndexCondition.Input, path, RegoValue.Null);
    }
}
