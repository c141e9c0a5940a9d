using AgentBus.Rego.Syntax;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Compile;

/// <summary>The rules and functions of all modules by name, gathered before any of them is compiled.</summary>
internal sealed class PolicySymbols
{
    private readonly Dictionary<string, SortedSet<string>> _names = new(StringComparer.Ordinal);

    public PolicySymbols(IEnumerable<Module> modules)
    {
        foreach (var module in modules)
        {
            foreach (var rule in module.Rules)
            {
                Add(module, rule);
            }
        }
    }

    public HashSet<string> FunctionNames { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> FunctionArities { get; } = new(StringComparer.Ordinal);

    /// <summary>The builtins that some with modifier replaces; only those may be called although they reach the network.</summary>
    public HashSet<string> Replaced { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> RuleNames(Seq<string> package) => _names.GetValueOrDefault(DataPath.Text(package)) ?? [];

    private void Add(Module module, Rule rule)
    {
        var head = rule.Head.Name is RefTerm reference ? (VarTerm)reference.Head : (VarTerm)rule.Head.Name;
        var package = DataPath.Text(module.Package);
        if (!_names.TryGetValue(package, out var names))
        {
            _names[package] = names = new SortedSet<string>(StringComparer.Ordinal);
        }

        names.Add(head.Name);
        if (rule.Head.Arguments is not { } arguments)
        {
            return;
        }

        var path = new List<RegoValue> { RegoString.Of("data") };
        path.AddRange(module.Package.Select(p => (RegoValue)RegoString.Of(p)));
        path.Add(RegoString.Of(head.Name));
        if (rule.Head.Name is RefTerm { Operands: var operands })
        {
            foreach (var operand in operands)
            {
                path.Add((operand as ScalarTerm)?.Value
                    ?? throw operand.Span.Error(RegoErrorCode.Compile, "the name of a function must be constant"));
            }
        }

        var name = DataPath.Text(path);
        FunctionNames.Add(name);
        if (FunctionArities.TryGetValue(name, out var arity) && arity != arguments.Count)
        {
            throw rule.Span.Error(RegoErrorCode.Type, $"conflicting rules {name} found: its definitions differ in the number of arguments");
        }

        FunctionArities[name] = arguments.Count;
    }
}
