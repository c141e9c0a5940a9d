namespace AgentBus.Rego.Compile;

/// <summary>
/// A term with its names resolved. Nested refs, calls and comprehensions have been bound to variables of their own,
/// so that the parts of a term are constants, variables and collections of them.
/// </summary>
internal abstract record CoreTerm;

internal sealed record CoreConst(RegoValue Value) : CoreTerm;

/// <summary>A variable by its place in the frame.</summary>
internal sealed record CoreVar(int Slot) : CoreTerm;

internal sealed record CoreArray(CoreTerm[] Items) : CoreTerm;

internal sealed record CoreSet(CoreTerm[] Items) : CoreTerm;

internal sealed record CoreObject(CoreTerm[] Keys, CoreTerm[] Values) : CoreTerm;

internal enum CoreRoot
{
    Local,
    Input,
    Data,
}

/// <summary>A path into input, data or the value of a variable.</summary>
internal sealed record CoreRef(CoreRoot Root, int Slot, CoreTerm[] Operands) : CoreTerm;

internal sealed record CoreCall(CallTarget Target, CoreTerm[] Arguments) : CoreTerm;

internal sealed record CoreComprehension(RegoKind Kind, CoreTerm? Key, CoreTerm Value, CoreBody Body) : CoreTerm;

internal sealed record CoreTemplate(CoreTemplatePart[] Parts) : CoreTerm;

/// <summary>Literal text, or the one value of a closed body; no value reads as undefined.</summary>
internal sealed record CoreTemplatePart(string? Text, CoreTerm? Value, CoreBody? Body);
