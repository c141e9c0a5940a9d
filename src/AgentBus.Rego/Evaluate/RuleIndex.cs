using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>A condition of a rule: the input at the path, or the argument at the position, equals the value.</summary>
internal sealed record IndexCondition(int Argument, RegoValue[] Path, RegoValue Value)
{
    public const int Input = -1;

    public bool SamePlace(IndexCondition other) => Argument == other.Argument && Path.AsSpan().SequenceEqual(other.Path);
}

/// <summary>Finds the rules of a group that can hold for an input, by the equalities in their bodies.</summary>
internal sealed class RuleIndex
{
    private const int WorthIndexing = 2;
    private readonly CompiledRule[] _rules;
    private readonly IndexCondition? _place;
    private readonly Dictionary<RegoValue, RuleIndex>? _byValue;
    private readonly RuleIndex? _others;

    private RuleIndex(CompiledRule[] rules) => _rules = rules;

    private RuleIndex(CompiledRule[] rules, IndexCondition place, Dictionary<RegoValue, RuleIndex> byValue, RuleIndex others)
        : this(rules)
    {
        (_place, _byValue, _others) = (place, byValue, others);
    }

    public static RuleIndex Of(CompiledRule[] rules) => Build(rules, []);

    public CompiledRule[] Candidates(Evaluation run, ReadOnlySpan<RegoValue> arguments)
    {
        var index = this;
        while (index._place is { } place)
        {
            var value = place.Argument == IndexCondition.Input ? run.Scope.Input : arguments[place.Argument];
            for (var i = 0; i < place.Path.Length && value is not null; i++)
            {
                value = Member.Of(value, place.Path[i]);
            }

            index = value is not null && index._byValue!.TryGetValue(value, out var found) ? found : index._others!;
        }

        return index._rules;
    }

    private static RuleIndex Build(CompiledRule[] rules, List<IndexCondition> used)
    {
        if (rules.Length < WorthIndexing)
        {
            return new RuleIndex(rules);
        }

        var place = rules.SelectMany(r => r.Conditions.DistinctBy(Place))
            .Where(c => !used.Any(c.SamePlace))
            .GroupBy(Place)
            .OrderByDescending(g => g.Count())
            .FirstOrDefault()?.First();
        if (place is null)
        {
            return new RuleIndex(rules);
        }

        List<IndexCondition> next = [.. used, place];
        var without = rules.Where(r => !r.Conditions.Any(place.SamePlace)).ToArray();
        var byValue = new Dictionary<RegoValue, RuleIndex>();
        foreach (var value in rules.SelectMany(r => r.Conditions.Where(place.SamePlace)).Select(c => c.Value).Distinct())
        {
            // A rule that asks for two values at one place stands under both; its body decides.
            var matching = rules.Where(r => r.Conditions.Where(place.SamePlace).Select(c => c.Value).DefaultIfEmpty(value).Contains(value)).ToArray();
            byValue[value] = Build(matching, next);
        }

        return new RuleIndex(rules, place, byValue, Build(without, next));
    }

    private static string Place(IndexCondition condition) => condition.Argument + RegoText.Write(RegoArray.Of(condition.Path));
}
