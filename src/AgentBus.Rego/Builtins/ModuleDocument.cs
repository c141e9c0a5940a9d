using AgentBus.Rego.Syntax;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>A parsed module as a value: its package, its imports and the names of its rules with their text.</summary>
internal static class ModuleDocument
{
    public static RegoObject Of(Module module)
    {
        var builder = new ObjectBuilder();
        builder.Set("package", Object("path", Path(module.Package.Prepend("data"))));
        if (module.Imports.Count > 0)
        {
            builder.Set("imports", RegoArray.Of([.. module.Imports.Select(RegoValue (i) => Object("path", Path(i.Path)))]));
        }

        if (module.Rules.Count > 0)
        {
            builder.Set("rules", RegoArray.Of([.. module.Rules.Select(RegoValue (r) => Rule(r))]));
        }

        return builder.Build();
    }

    private static RegoObject Rule(Rule rule)
    {
        var text = new System.Text.StringBuilder();
        RulePrinter.Print(text, rule);
        var builder = new ObjectBuilder();
        builder.Set("head", Object("name", RegoString.Of(SyntaxPrinter.Print(rule.Head.Name))));
        builder.Set("text", RegoString.Of(text.ToString()));
        return builder.Build();
    }

    private static RegoObject Object(string key, RegoValue value)
    {
        var builder = new ObjectBuilder();
        builder.Set(key, value);
        return builder.Build();
    }

    private static RegoArray Path(IEnumerable<string> parts) => RegoArray.Of([.. parts.Select((part, i) =>
    {
        var builder = new ObjectBuilder();
        builder.Set("type", RegoString.Of(i == 0 ? "var" : "string"));
        builder.Set("value", RegoString.Of(part));
        return builder.Build();
    })]);
}
