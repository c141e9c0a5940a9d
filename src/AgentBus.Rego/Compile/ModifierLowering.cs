using AgentBus.Rego.Syntax;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Compile;

/// <summary>Resolves the targets of with.</summary>
internal sealed class ModifierLowering(Lowering context)
{
    public CoreModifier Lower(WithModifier modifier, List<CoreStatement> ahead)
    {
        var name = CallLowering.NameParts(modifier.Target);
        if (context.Calls.Find(name) is { } function)
        {
            return Function(modifier, function, ahead);
        }

        var path = context.Names.Resolve(name[0]) ?? throw modifier.Span.Error(
            RegoErrorCode.Type, "with keyword target must reference existing input, data, or a function");
        var parts = path.Skip(1).Select(p => (RegoValue)RegoString.Of(p)).ToList();
        if (modifier.Target is RefTerm reference)
        {
            parts.AddRange(reference.Operands.Select(o => (o as ScalarTerm)?.Value
                ?? throw o.Span.Error(RegoErrorCode.Compile, "with keyword target must be constant")));
        }

        return new DocumentModifier(
            modifier.Span, path[0] == "data" ? CoreRoot.Data : CoreRoot.Input, [.. parts], context.Terms.Flat(modifier.Value, ahead));
    }

    private FunctionModifier Function(WithModifier modifier, CallTarget target, List<CoreStatement> ahead)
    {
        if (modifier.Value is VarTerm or RefTerm { Head: VarTerm })
        {
            var name = CallLowering.NameParts(modifier.Value);
            var isLocal = context.Scope.Find(name[0]) is not null;
            if (!isLocal && context.Calls.Find(name) is { } replacement)
            {
                return new FunctionModifier(modifier.Span, target, null, replacement);
            }
        }

        return new FunctionModifier(modifier.Span, target, context.Terms.Flat(modifier.Value, ahead), null);
    }
}
