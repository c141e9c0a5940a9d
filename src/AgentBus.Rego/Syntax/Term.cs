namespace AgentBus.Rego.Syntax;

/// <summary>An expression that denotes values.</summary>
internal abstract record Term(Span Span);

/// <summary>null, true, false, a number or a string.</summary>
internal sealed record ScalarTerm(Span Span, RegoValue Value) : Term(Span);

/// <summary>A name: a local variable, a rule, an import, or input and data.</summary>
internal sealed record VarTerm(Span Span, string Name) : Term(Span)
{
    public bool IsWildcard => Name == "_";
}

/// <summary>head[operand][operand]; head.name is head["name"].</summary>
internal sealed record RefTerm(Span Span, Term Head, Seq<Term> Operands) : Term(Span);

/// <summary>operator(args); the operator is a name or a ref of constant names.</summary>
internal sealed record CallTerm(Span Span, Term Operator, Seq<Term> Arguments) : Term(Span);

/// <summary>left op right.</summary>
internal sealed record InfixTerm(Span Span, string Operator, Term Left, Term Right) : Term(Span);

/// <summary>value in collection, or key, value in collection.</summary>
internal sealed record MembershipTerm(Span Span, Term? Key, Term Value, Term Collection) : Term(Span);

/// <summary>[item, item].</summary>
internal sealed record ArrayTerm(Span Span, Seq<Term> Items) : Term(Span);

/// <summary>{item, item}, or set() if empty.</summary>
internal sealed record SetTerm(Span Span, Seq<Term> Items) : Term(Span);

/// <summary>{key: value}.</summary>
internal sealed record ObjectTerm(Span Span, Seq<ObjectEntry> Entries) : Term(Span);

/// <summary>key: value.</summary>
internal sealed record ObjectEntry(Term Key, Term Value);

/// <summary>[value | body], {value | body} or {key: value | body}.</summary>
internal sealed record ComprehensionTerm(Span Span, RegoKind Kind, Term? Key, Term Value, Seq<Statement> Body) : Term(Span);

/// <summary>$"text {term} text".</summary>
internal sealed record TemplateTerm(Span Span, Seq<TemplatePart> Parts) : Term(Span);

/// <summary>A piece of a template: literal text, or a term.</summary>
internal sealed record TemplatePart(string? Text, Term? Value);
