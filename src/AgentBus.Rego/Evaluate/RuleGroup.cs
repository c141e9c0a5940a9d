using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>The rules that make up one document or one function.</summary>
internal sealed class RuleGroup(int id, GroupKind kind, string name, RegoValue[] path)
{
    // Stands for a document that was computed and is undefined.
    private static readonly object Undefined = new();

    public int Id { get; } = id;

    public GroupKind Kind { get; } = kind;

    public string Name { get; } = name;

    public RegoValue[] Path { get; } = path;

    public CompiledRule[] Rules { get; private set; } = [];

    public CompiledRule? Default { get; private set; }

    /// <summary>The most keys that a member of an object has.</summary>
    public int KeyDepth { get; init; }

    public RuleIndex Index { get; private set; } = RuleIndex.Of([]);

    /// <summary>Whether one solution decides the document, since all rules have the same value.</summary>
    public bool FirstDecides { get; private set; }

    public void Complete(IReadOnlyList<CompiledRule> rules)
    {
        Default = Kind == GroupKind.Object ? null : rules.FirstOrDefault(r => r.IsDefault);
        Rules = [.. rules.Where(r => r != Default)];
        Index = RuleIndex.Of(Rules);
        var constant = Rules.Length > 0 ? Rules[0].Constant : null;
        FirstDecides = constant is not null && Rules.All(r => constant.Equals(r.Constant));
    }

    /// <summary>The whole document, or null if it is undefined.</summary>
    public RegoValue? Document(Evaluation run)
    {
        ref var known = ref run.Scope.Documents[Id];
        if (known is not null)
        {
            return ReferenceEquals(known, Undefined) ? null : (RegoValue)known;
        }

        var scope = run.Scope;
        var value = Kind switch
        {
            GroupKind.Complete => RuleRunner.Complete(run, this, 0, []),
            GroupKind.Set => PartialRunner.Set(run, this),
            _ => PartialRunner.Object(run, this, []),
        };
        scope.Documents[Id] = value ?? Undefined;
        return value;
    }

    /// <summary>The member under the keys, computed without the other members where they cannot matter.</summary>
    public RegoValue? Lookup(Evaluation run, ReadOnlySpan<RegoValue> keys)
    {
        if (run.Scope.Documents[Id] is RegoValue document)
        {
            return Walk(document, keys);
        }

        var key = keys.Length == 1 ? keys[0] : RegoArray.Of(keys.ToArray());
        var scope = run.Scope;
        if (scope.Lookups.TryGetValue((Id, key), out var known))
        {
            return known;
        }

        var value = Kind == GroupKind.Set ? PartialRunner.Contains(run, this, keys[0]) : PartialRunner.Object(run, this, keys);
        scope.Lookups[(Id, key)] = value;
        return value;
    }

    private static RegoValue? Walk(RegoValue value, ReadOnlySpan<RegoValue> keys)
    {
        RegoValue? current = value;
        for (var i = 0; i < keys.Length && current is not null; i++)
        {
            current = Member.Of(current, keys[i]);
        }

        return current;
    }
}
