using AgentBus.Rego.Builtins;
using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

/// <summary>Finds the builtins that some with modifier of the modules replaces.</summary>
internal static class ReplacedBuiltins
{
    public static IEnumerable<string> Find(IEnumerable<Module> modules) =>
        modules.SelectMany(m => m.Rules)
            .SelectMany(r => r.Body.Concat(r.Else.SelectMany(e => e.Body)))
            .SelectMany(Modifiers)
            .Select(m => string.Join('.', CallLowering.NameParts(m.Target)))
            .Where(n => BuiltinCatalog.Find(n) is not null);

    private static IEnumerable<WithModifier> Modifiers(Statement statement) =>
        statement is EveryStatement every ? every.Body.SelectMany(Modifiers).Concat(statement.Modifiers) : statement.Modifiers;
}
