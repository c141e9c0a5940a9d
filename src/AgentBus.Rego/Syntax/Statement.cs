namespace AgentBus.Rego.Syntax;

/// <summary>One expression of a body, with its modifiers.</summary>
internal abstract record Statement(Span Span, Seq<WithModifier> Modifiers);

/// <summary>with target as value.</summary>
internal sealed record WithModifier(Span Span, Term Target, Term Value);

/// <summary>A term that must hold; with := or = as its top operator, an assignment or unification.</summary>
internal sealed record TermStatement(Span Span, Term Term, bool Negated, Seq<WithModifier> Modifiers) : Statement(Span, Modifiers);

/// <summary>some x, y.</summary>
internal sealed record SomeStatement(Span Span, Seq<VarTerm> Variables, Seq<WithModifier> Modifiers) : Statement(Span, Modifiers);

/// <summary>some key, value in collection.</summary>
internal sealed record SomeInStatement(Span Span, Term? Key, Term Value, Term Collection, Seq<WithModifier> Modifiers) : Statement(Span, Modifiers);

/// <summary>every key, value in domain { body }.</summary>
internal sealed record EveryStatement(Span Span, VarTerm? Key, VarTerm Value, Term Domain, Seq<Statement> Body, Seq<WithModifier> Modifiers)
    : Statement(Span, Modifiers);
