using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>An object being made up by rules: each place is a value, a set being collected, or a tree of its own.</summary>
internal sealed class MemberTree
{
    private readonly Dictionary<RegoValue, object> _members = [];

    /// <summary>How many members were given so far, those that were there already included.</summary>
    public int Count { get; private set; }

    public void Add(ReadOnlySpan<RegoValue> keys, RegoValue value, bool isElement, Syntax.Span span)
    {
        Count++;
        var tree = this;
        for (var i = 0; i < keys.Length - 1; i++)
        {
            if (!tree._members.TryGetValue(keys[i], out var inner))
            {
                tree._members[keys[i]] = inner = new MemberTree();
            }

            tree = inner as MemberTree ?? throw Conflict(span);
        }

        tree.AddLeaf(keys[^1], value, isElement, span);
    }

    /// <summary>The member under the keys, which may lead into its value.</summary>
    public RegoValue? Find(ReadOnlySpan<RegoValue> keys)
    {
        object? place = this;
        foreach (var key in keys)
        {
            place = place switch
            {
                MemberTree tree => tree._members.GetValueOrDefault(key),
                HashSet<RegoValue> set => set.Contains(key) ? key : null,
                RegoValue value => Member.Of(value, key),
                _ => null,
            };
        }

        return place is null ? null : Value(place);
    }

    public RegoObject Build()
    {
        var builder = new ObjectBuilder();
        foreach (var (key, place) in _members)
        {
            builder.Set(key, Value(place));
        }

        return builder.Build();
    }

    private static RegoValue Value(object place) => place switch
    {
        MemberTree tree => tree.Build(),
        HashSet<RegoValue> set => RegoSet.Copy(set),
        _ => (RegoValue)place,
    };

    private static RegoError Conflict(Syntax.Span span) => span.Error(RegoErrorCode.Conflict, "object keys must be unique");

    private void AddLeaf(RegoValue key, RegoValue value, bool isElement, Syntax.Span span)
    {
        if (!_members.TryGetValue(key, out var known))
        {
            _members[key] = isElement ? new HashSet<RegoValue> { value } : value;
        }
        else if (isElement)
        {
            (known as HashSet<RegoValue> ?? throw Conflict(span)).Add(value);
        }
        else if (known is not RegoValue same || !same.Equals(value))
        {
            throw Conflict(span);
        }
    }
}

/// <summary>Ends the body of a member of an object.</summary>
internal sealed class MemberStep(Expression[] keys, Expression value, bool isElement, bool stops, Syntax.Span span) : Step
{
    public override bool Run(Evaluation run, int frame)
    {
        var path = new RegoValue[keys.Length];
        for (var i = 0; i < path.Length; i++)
        {
            if (keys[i].Evaluate(run, frame) is not { } key)
            {
                return true;
            }

            path[i] = key;
        }

        if (value.Evaluate(run, frame) is { } member)
        {
            run.Charge(1);
            ((MemberTree)run.Stack[frame]!).Add(path, member, isElement, span);
            return !stops;
        }

        return true;
    }
}

/// <summary>Ends the body of a set's rule.</summary>
internal sealed class ElementStep(Expression element) : Step
{
    public override bool Run(Evaluation run, int frame)
    {
        if (element.Evaluate(run, frame) is { } value)
        {
            run.Charge(1);
            ((List<RegoValue>)run.Stack[frame]!).Add(value);
        }

        return true;
    }
}
