namespace AgentBus.Rego.Evaluate;

/// <summary>A place below data at or under which rules stand.</summary>
internal sealed class RuleNode(RegoValue[] path)
{
    private readonly SortedDictionary<RegoValue, RuleNode> _children = [];

    public RegoValue[] Path { get; } = path;

    public IReadOnlyDictionary<RegoValue, RuleNode> Children => _children;

    /// <summary>The rules that make up the document here; a node with a group is read as a leaf.</summary>
    public RuleGroup? Group { get; set; }

    public RuleNode GetOrAdd(RegoValue key)
    {
        if (!_children.TryGetValue(key, out var child))
        {
            _children[key] = child = new RuleNode([.. Path, key]);
        }

        return child;
    }
}
