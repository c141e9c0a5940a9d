using AgentBus.Rego.Syntax;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Compile;

/// <summary>The annotations of all modules, by what they describe.</summary>
internal sealed class RuleMetadata
{
    private readonly bool _isEmpty;
    private readonly List<(Module Module, Rule? Rule, Annotation Annotation)> _annotations = [];

    public RuleMetadata(IEnumerable<Module> modules)
    {
        foreach (var module in modules)
        {
            foreach (var annotation in module.Annotations)
            {
                var rule = module.Rules.FirstOrDefault(r => r.Span.Location()?.Line == annotation.Line);
                _annotations.Add((module, rule, annotation));
            }
        }

        _isEmpty = _annotations.Count == 0;
    }

    public RegoValue Rule(RuleSource source)
    {
        var own = _annotations.FirstOrDefault(a => a.Rule == source.Rule && ReferenceEquals(a.Rule, source.Rule) && a.Annotation.Scope == "rule");
        return own.Annotation?.Content ?? RegoObject.Empty;
    }

    /// <summary>The rule's annotations, those of its document, of its package and of the packages around it.</summary>
    public RegoValue Chain(RuleSource source)
    {
        var entries = new List<RegoValue>();
        var package = source.Names.Module!.Package;
        if (!_isEmpty)
        {
            Add(entries, source.Path, a => ReferenceEquals(a.Rule, source.Rule) && a.Annotation.Scope == "rule");
        }

        if (entries.Count == 0)
        {
            entries.Add(Entry(source.Path, null));
        }

        if (!_isEmpty)
        {
            var name = NameOf(source.Rule);
            Add(entries, source.Path, a => a.Annotation.Scope == "document" && a.Rule is not null && NameOf(a.Rule) == name && a.Module.Package == package);
            Add(entries, PathOf(package), a => a.Annotation.Scope == "package" && a.Module.Package == package);
            for (var length = package.Count; length > 0; length--)
            {
                Seq<string> around = [.. package.Take(length)];
                Add(entries, PathOf(around), a => a.Annotation.Scope == "subpackages" && a.Module.Package == around);
            }
        }

        return RegoArray.Of([.. entries]);
    }

    private static string NameOf(Rule rule) => SyntaxPrinter.Print(rule.Head.Name);

    private static RegoValue[] PathOf(Seq<string> package) => [.. package.Select(p => (RegoValue)RegoString.Of(p))];

    private static RegoObject Entry(RegoValue[] path, RegoValue? annotations)
    {
        var builder = new ObjectBuilder();
        builder.Set("path", RegoArray.Of(path));
        if (annotations is not null)
        {
            builder.Set("annotations", annotations);
        }

        return builder.Build();
    }

    private void Add(List<RegoValue> entries, RegoValue[] path, Func<(Module Module, Rule? Rule, Annotation Annotation), bool> applies) =>
        entries.AddRange(_annotations.Where(applies).Select(a => Entry(path, a.Annotation.Content)));
}
