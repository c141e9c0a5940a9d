using AgentBus.Rego.Evaluate;
using AgentBus.Rego.Syntax;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Compile;

/// <summary>Arranges rules by path and puts those that make up one document into groups.</summary>
internal sealed class RuleTree
{
    private readonly Dictionary<RuleNode, List<RuleSource>> _rulesAt = [];
    private readonly Dictionary<string, List<RuleSource>> _functions = new(StringComparer.Ordinal);
    private readonly List<GroupSource> _groups = [];

    public RuleTree(IEnumerable<(Module Module, ModuleNames Names)> modules)
    {
        foreach (var (module, names) in modules)
        {
            var path = module.Package.Select(p => (RegoValue)RegoString.Of(p)).ToArray();
            Node(path);
            foreach (var rule in module.Rules)
            {
                Add(new RuleSource(names, rule, path, []));
            }
        }

        foreach (var (name, rules) in _functions.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var group = new RuleGroup(_groups.Count, GroupKind.Function, name, rules[0].Path);
            _groups.Add(new GroupSource(group, rules));
            Functions.Add(DataPath.Full(rules[0].Path), group);
            CheckDefaults(rules);
        }

        Group(Root);
    }

    public RuleNode Root { get; } = new([]);

    public Dictionary<string, RuleGroup> Functions { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<GroupSource> Groups => _groups;

    private void Add(RuleSource start)
    {
        var name = start.Rule.Head.Name;
        var operands = new List<Term> { name is RefTerm reference ? reference.Head : name };
        operands[0] = new ScalarTerm(operands[0].Span, RegoString.Of(((VarTerm)operands[0]).Name));
        if (name is RefTerm { Operands: var more })
        {
            operands.AddRange(more);
        }

        var constants = operands.TakeWhile(o => o is ScalarTerm).Select(o => ((ScalarTerm)o).Value).ToArray();
        var source = start with { Path = [.. start.Path, .. constants], Rest = [.. operands.Skip(constants.Length)] };
        if (!source.IsFunction)
        {
            var node = Node(source.Path);
            if (!_rulesAt.TryGetValue(node, out var rules))
            {
                _rulesAt[node] = rules = [];
            }

            rules.Add(source);
            return;
        }

        Node(source.Path[..^1]);
        if (!_functions.TryGetValue(source.Name, out var functions))
        {
            _functions[source.Name] = functions = [];
        }

        functions.Add(source);
    }

    private RuleNode Node(RegoValue[] path)
    {
        var node = Root;
        foreach (var part in path)
        {
            node = node.GetOrAdd(part);
        }

        return node;
    }

    private void Group(RuleNode node)
    {
        if (_rulesAt.TryGetValue(node, out var rules))
        {
            if (rules.Any(r => r.Rest.Length > 0))
            {
                AddGroup(node, GroupKind.Object, [.. All(node)]);
                return;
            }

            var name = DataPath.Text(node.Path);
            if (rules.Any(r => r.IsSet) != rules.All(r => r.IsSet) || Functions.ContainsKey(DataPath.Full(node.Path)) || node.Children.Values.Any(HasRules))
            {
                throw rules[0].Rule.Span.Error(RegoErrorCode.Type, $"conflicting rules data.{name} found");
            }

            CheckDefaults(rules);
            AddGroup(node, rules[0].IsSet ? GroupKind.Set : GroupKind.Complete, rules);
            return;
        }

        foreach (var child in node.Children.Values)
        {
            Group(child);
        }
    }

    private void AddGroup(RuleNode node, GroupKind kind, List<RuleSource> rules)
    {
        node.Group = new RuleGroup(_groups.Count, kind, DataPath.Text(node.Path), node.Path)
        {
            KeyDepth = rules.Max(r => r.Path.Length + r.Rest.Length) - node.Path.Length,
        };
        _groups.Add(new GroupSource(node.Group, rules));
    }

    private IEnumerable<RuleSource> All(RuleNode node) =>
        (_rulesAt.GetValueOrDefault(node) ?? []).Concat(node.Children.Values.SelectMany(All));

    private bool HasRules(RuleNode node) => _rulesAt.ContainsKey(node) || node.Children.Values.Any(HasRules);

    private static void CheckDefaults(List<RuleSource> rules)
    {
        var second = rules.Where(r => r.Rule.IsDefault).Skip(1).FirstOrDefault();
        if (second is not null)
        {
            throw second.Rule.Span.Error(RegoErrorCode.Type, $"multiple default rules data.{second.Name} found");
        }
    }
}

/// <summary>A group with the rules that make it up.</summary>
internal sealed record GroupSource(RuleGroup Group, List<RuleSource> Rules);
