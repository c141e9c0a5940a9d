namespace AgentBus.Rego.Evaluate;

/// <summary>What with can change, and the results that were computed under it.</summary>
internal sealed class EvaluationScope(RegoValue? input, RegoValue data, int groups)
{
    private Dictionary<(int Group, RegoValue Key), RegoValue?>? _lookups;

    public RegoValue? Input { get; private set; } = input;

    public RegoValue Data { get; private set; } = data;

    /// <summary>The paths below data that with replaced: rules there are not read.</summary>
    public RegoValue[][] Replaced { get; init; } = [];

    /// <summary>The functions that with replaced, by name.</summary>
    public Dictionary<string, FunctionReplacement>? Functions { get; init; }

    /// <summary>The documents of groups, by id; null is not computed yet.</summary>
    public object?[] Documents { get; } = new object?[groups];

    public int Groups => Documents.Length;

    public Dictionary<(int Group, RegoValue Key), RegoValue?> Lookups => _lookups ??= [];

    /// <summary>Prepares the scope for another evaluation.</summary>
    public void Reset(RegoValue? input, RegoValue data)
    {
        Input = input;
        Data = data;
        Array.Clear(Documents);
        _lookups?.Clear();
    }

    /// <summary>Whether with replaced the document at the path or one around it.</summary>
    public bool IsReplaced(ReadOnlySpan<RegoValue> path)
    {
        foreach (var target in Replaced)
        {
            if (target.Length <= path.Length && path[..target.Length].SequenceEqual(target))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What a function is replaced by: a value, a builtin or a function of the policy.</summary>
internal sealed record FunctionReplacement(RegoValue? Value, Builtins.BuiltinDefinition? Builtin, RuleGroup? Function);
