using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

internal abstract record CoreStatement(Span Span);

/// <summary>Left = Right. If bound is required, the statement may not bind variables on its right side: it was moved out of a negation.</summary>
internal sealed record CoreUnify(Span Span, CoreTerm Left, CoreTerm Right, bool RequireBound = false) : CoreStatement(Span);

/// <summary>The term is defined and not false.</summary>
internal sealed record CoreTest(Span Span, CoreTerm Term) : CoreStatement(Span);

/// <summary>The body has no solution. Hidden are the slots that only it uses.</summary>
internal sealed record CoreNot(Span Span, CoreBody Body) : CoreStatement(Span)
{
    public HashSet<int> Hidden { get; init; } = [];
}

internal sealed record CoreEvery(Span Span, CoreTerm Domain, int? KeySlot, int ValueSlot, CoreBody Body) : CoreStatement(Span);

internal sealed record CoreWith(Span Span, CoreModifier[] Modifiers, CoreBody Body) : CoreStatement(Span);

/// <summary>A change of input, data or a function for the statements below it.</summary>
internal abstract record CoreModifier(Span Span);

internal sealed record DocumentModifier(Span Span, CoreRoot Root, RegoValue[] Path, CoreTerm Value) : CoreModifier(Span);

/// <summary>A function replaced by a value or by another function.</summary>
internal sealed record FunctionModifier(Span Span, CallTarget Target, CoreTerm? Value, CallTarget? Replacement) : CoreModifier(Span);

/// <summary>Statements with the slots of the variables that are local to them: from First up to and not including End.</summary>
internal sealed record CoreBody(List<CoreStatement> Statements, int First, int End)
{
    public bool IsLocal(int slot) => slot >= First && slot < End;
}
