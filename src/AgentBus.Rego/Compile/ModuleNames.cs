using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

/// <summary>What the names of one module mean outside of its rules: imports and the rules of its package.</summary>
internal sealed class ModuleNames
{
    private readonly Dictionary<string, string[]> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _functions;
    private readonly Dictionary<string, int> _arities;

    public ModuleNames(Module? module, PolicySymbols symbols)
    {
        _functions = symbols.FunctionNames;
        _arities = symbols.FunctionArities;
        Symbols = symbols;
        Module = module;
        if (module is null)
        {
            return;
        }

        foreach (var name in symbols.RuleNames(module.Package))
        {
            _paths[name] = ["data", .. module.Package, name];
        }

        foreach (var import in module.Imports)
        {
            AddImport(import);
        }
    }

    public PolicySymbols Symbols { get; }

    public Module? Module { get; }

    /// <summary>The path for a name that is no variable, beginning with data or input; null if it is a variable.</summary>
    public string[]? Resolve(string name) => name is "input" or "data" ? [name] : _paths.GetValueOrDefault(name);

    /// <summary>The full path of a function that a call may name, or null.</summary>
    public string? ResolveFunction(IReadOnlyList<string> name)
    {
        if (Resolve(name[0]) is not { } prefix)
        {
            return null;
        }

        var path = DataPath.Text([.. prefix, .. name.Skip(1)]);
        return _functions.Contains(path) ? path : null;
    }

    public int Arity(string function) => _arities[function];

    private void AddImport(Import import)
    {
        if (import.Path[0] is "rego" or "future")
        {
            return;
        }

        if (import.Path.Count == 1 && import.Alias is null)
        {
            return;
        }

        _paths[import.Name] = [.. import.Path];
    }
}
