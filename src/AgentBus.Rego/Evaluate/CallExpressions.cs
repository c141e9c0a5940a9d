using AgentBus.Rego.Builtins;

namespace AgentBus.Rego.Evaluate;

/// <summary>A call of a builtin; a with may have replaced it.</summary>
internal sealed class BuiltinExpression(BuiltinDefinition builtin, Expression[] arguments, Syntax.Span span) : Expression
{
    public override RegoValue? Evaluate(Evaluation run, int frame)
    {
        var buffer = default(ArgumentBuffer);
        var values = arguments.Length <= ArgumentBuffer.Size ? ((Span<RegoValue>)buffer)[..arguments.Length] : new RegoValue[arguments.Length];
        if (!Arguments.Read(run, frame, arguments, values))
        {
            return null;
        }

        if (run.Scope.Functions is { } functions && functions.TryGetValue(builtin.Name, out var replacement))
        {
            return Calls.Replaced(run, replacement, values, span);
        }

        return Calls.Builtin(run, builtin, values, span);
    }
}

/// <summary>A call of a function of the policy.</summary>
internal sealed class FunctionExpression(RuleGroup function, Expression[] arguments, Syntax.Span span) : Expression
{
    private readonly string _name = Compile.DataPath.Full(function.Path);

    public override RegoValue? Evaluate(Evaluation run, int frame)
    {
        var buffer = default(ArgumentBuffer);
        var values = arguments.Length <= ArgumentBuffer.Size ? ((Span<RegoValue>)buffer)[..arguments.Length] : new RegoValue[arguments.Length];
        if (!Arguments.Read(run, frame, arguments, values))
        {
            return null;
        }

        if (run.Scope.Functions is { } functions && functions.TryGetValue(_name, out var replacement))
        {
            return Calls.Replaced(run, replacement, values, span);
        }

        return RuleRunner.Complete(run, function, values.Length, values);
    }
}

internal static class Arguments
{
    /// <summary>Computes the arguments; false if one is undefined.</summary>
    public static bool Read(Evaluation run, int frame, Expression[] expressions, Span<RegoValue> values)
    {
        for (var i = 0; i < expressions.Length; i++)
        {
            if (expressions[i].Evaluate(run, frame) is not { } value)
            {
                return false;
            }

            values[i] = value;
        }

        return true;
    }
}
