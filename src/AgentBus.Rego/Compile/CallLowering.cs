using AgentBus.Rego.Builtins;
using AgentBus.Rego.Syntax;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Compile;

/// <summary>Finds what a call calls and checks the number of its arguments.</summary>
internal sealed class CallLowering(Lowering context)
{
    public CoreTerm Lower(CallTerm call, List<CoreStatement> ahead)
    {
        var (core, output) = Split(call, ahead);
        return output is null ? core : throw call.Span.Error(RegoErrorCode.Type, $"{NameOf(call)}: too many arguments");
    }

    /// <summary>Lowers a call that may name its output as one argument more than the function has.</summary>
    public (CoreTerm Call, CoreTerm? Output) Split(CallTerm call, List<CoreStatement> ahead)
    {
        var name = NameParts(call.Operator);
        var target = Target(name, call.Span);
        if (target is BuiltinTarget { Definition: var definition })
        {
            if (Inline(definition, call) is { } inlined)
            {
                return (inlined, null);
            }

            if (definition.IsNetwork && !context.Names.Symbols.Replaced.Contains(definition.Name))
            {
                throw call.Span.Error(RegoErrorCode.Compile, $"{definition.Name} reaches the network, which policies may not");
            }
        }

        var arity = target is BuiltinTarget builtin ? builtin.Definition.Parameters.Count : context.Names.Arity(target.Name);
        if (call.Arguments.Count != arity && call.Arguments.Count != arity + 1)
        {
            throw call.Span.Error(
                RegoErrorCode.Type, $"{NameOf(call)}: arity mismatch: have {call.Arguments.Count} arguments, want {arity}");
        }

        var arguments = context.Terms.All(call.Arguments, ahead);
        return call.Arguments.Count == arity
            ? (new CoreCall(target, arguments), null)
            : (new CoreCall(target, arguments[..arity]), arguments[arity]);
    }

    public CoreCall Operator(InfixTerm infix, List<CoreStatement> ahead)
    {
        var name = infix.Operator switch
        {
            "==" => "equal",
            "!=" => "neq",
            "<" => "lt",
            "<=" => "lte",
            ">" => "gt",
            ">=" => "gte",
            "+" => "plus",
            "-" => "minus",
            "*" => "mul",
            "/" => "div",
            "%" => "rem",
            "&" => "and",
            "|" => "or",
            _ => throw infix.Span.Error(RegoErrorCode.Parse, $"'{infix.Operator}' cannot stand inside of a term"),
        };
        return new CoreCall(
            new BuiltinTarget(BuiltinCatalog.Find(name)!),
            [context.Terms.Flat(infix.Left, ahead), context.Terms.Flat(infix.Right, ahead)]);
    }

    public CoreCall Membership(MembershipTerm member, List<CoreStatement> ahead)
    {
        var value = context.Terms.Flat(member.Value, ahead);
        var key = member.Key is null ? null : context.Terms.Flat(member.Key, ahead);
        var collection = context.Terms.Flat(member.Collection, ahead);
        return key is null
            ? new CoreCall(new BuiltinTarget(BuiltinCatalog.Find("internal.member_2")!), [value, collection])
            : new CoreCall(new BuiltinTarget(BuiltinCatalog.Find("internal.member_3")!), [key, value, collection]);
    }

    /// <summary>The function of the policy or the builtin of that name, or null.</summary>
    public CallTarget? Find(IReadOnlyList<string> name)
    {
        if (context.Names.ResolveFunction(name) is { } function)
        {
            return new FunctionTarget(function);
        }

        return BuiltinCatalog.Find(string.Join('.', name)) is { } builtin ? new BuiltinTarget(builtin) : null;
    }

    public static List<string> NameParts(Term term)
    {
        if (term is VarTerm variable)
        {
            return [variable.Name];
        }

        var reference = (RefTerm)term;
        var parts = new List<string> { (reference.Head as VarTerm)?.Name ?? string.Empty };
        parts.AddRange(reference.Operands.Select(o => o is ScalarTerm { Value: RegoString text } ? text.Text : string.Empty));
        return parts;
    }

    private static string NameOf(CallTerm call) => string.Join('.', NameParts(call.Operator));

    private CallTarget Target(List<string> name, Span span)
    {
        var found = Find(name) ?? throw span.Error(RegoErrorCode.Type, $"undefined function {string.Join('.', name)}");
        return found;
    }

    /// <summary>Calls whose result is known when the rule is compiled, or whose arguments may be undefined.</summary>
    private CoreTerm? Inline(BuiltinDefinition definition, CallTerm call)
    {
        switch (definition.Name)
        {
            case "rego.metadata.chain" when call.Arguments.Count == 0:
                return new CoreConst(context.MetadataChain);
            case "rego.metadata.rule" when call.Arguments.Count == 0:
                return new CoreConst(context.MetadataRule);
            case "print":
                return new CoreCall(new BuiltinTarget(definition), [.. call.Arguments.Select(Printed)]);
            default:
                return null;
        }
    }

    /// <summary>An argument of print is a template of its own: undefined, it prints as such.</summary>
    private CoreTemplate Printed(Term argument) => new([context.Terms.TemplateValue(argument)]);
}
