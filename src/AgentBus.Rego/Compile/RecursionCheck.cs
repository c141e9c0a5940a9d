using AgentBus.Rego.Evaluate;

namespace AgentBus.Rego.Compile;

/// <summary>Refuses rules that depend on themselves, directly or through others.</summary>
internal sealed class RecursionCheck(RuleTree tree, IReadOnlyDictionary<RuleSource, List<LoweredBranch>> lowered)
{
    private readonly Dictionary<RuleGroup, List<RuleSource>> _rules = tree.Groups.ToDictionary(g => g.Group, g => g.Rules);
    private readonly HashSet<RuleSource> _done = new(ReferenceEqualityComparer.Instance);
    private readonly List<RuleSource> _path = [];
    private readonly HashSet<RuleSource> _open = new(ReferenceEqualityComparer.Instance);

    public void Run()
    {
        foreach (var rule in lowered.Keys)
        {
            Visit(rule);
        }
    }

    private void Visit(RuleSource rule)
    {
        if (_done.Contains(rule))
        {
            return;
        }

        if (!_open.Add(rule))
        {
            var cycle = _path.SkipWhile(r => !ReferenceEquals(r, rule)).Append(rule).Select(r => "data." + r.Name);
            throw rule.Rule.Span.Error(RegoErrorCode.Recursion, $"rule data.{rule.Name} is recursive: {string.Join(" -> ", cycle)}");
        }

        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw rule.Rule.Span.Error(RegoErrorCode.Compile, "rules depend on one another too deeply");
        }

        _path.Add(rule);
        var references = new ReferenceCollector();
        foreach (var branch in lowered[rule])
        {
            references.Visit(branch);
        }

        foreach (var next in references.Refs.SelectMany(r => Reached(tree.Root, r, 0)).Concat(references.Functions.SelectMany(Function)))
        {
            Visit(next);
        }

        _path.RemoveAt(_path.Count - 1);
        _open.Remove(rule);
        _done.Add(rule);
    }

    private List<RuleSource> Function(string name) => tree.Functions.TryGetValue(name, out var group) ? _rules[group] : [];

    private IEnumerable<RuleSource> Reached(RuleNode node, CoreTerm[] operands, int index)
    {
        if (node.Group is { } group)
        {
            return _rules[group].Where(r => CanMatch(r, operands));
        }

        if (index < operands.Length && operands[index] is CoreConst { Value: var key })
        {
            return node.Children.TryGetValue(key, out var child) ? Reached(child, operands, index + 1) : [];
        }

        return node.Children.Values.SelectMany(c => Reached(c, operands, index + 1));
    }

    private static bool CanMatch(RuleSource rule, CoreTerm[] operands)
    {
        for (var i = 0; i < operands.Length && i < rule.Path.Length; i++)
        {
            if (operands[i] is CoreConst { Value: var key } && !key.Equals(rule.Path[i]))
            {
                return false;
            }
        }

        return true;
    }
}
