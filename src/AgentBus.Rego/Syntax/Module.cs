namespace AgentBus.Rego.Syntax;

/// <summary>A parsed file.</summary>
internal sealed record Module(Span Span, Seq<string> Package, Seq<Import> Imports, Seq<Rule> Rules, Seq<Annotation> Annotations);

/// <summary>import path as alias. The path begins with data, input, rego or future.</summary>
internal sealed record Import(Span Span, Seq<string> Path, string? Alias)
{
    public string Name => Alias ?? Path[^1];
}

/// <summary>One rule with its else branches.</summary>
internal sealed record Rule(Span Span, bool IsDefault, RuleHead Head, Seq<Statement> Body, Seq<ElseBranch> Else);

/// <summary>The left side of a rule. A set rule has an element, a function has arguments.</summary>
internal sealed record RuleHead(Span Span, Term Name, Seq<Term>? Arguments, Term? Element, Term? Value);

/// <summary>else := value if { body }.</summary>
internal sealed record ElseBranch(Span Span, Term? Value, Seq<Statement> Body);

/// <summary>A metadata comment: the scope it names, the line of the node below it, and its YAML content.</summary>
internal sealed record Annotation(string Scope, bool ExplicitScope, int Line, RegoValue Content);
