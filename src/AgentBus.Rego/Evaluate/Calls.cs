using AgentBus.Rego.Builtins;

namespace AgentBus.Rego.Evaluate;

/// <summary>Runs builtins, checks their operands and turns their faults into errors or, unless strict, into undefined.</summary>
internal static class Calls
{
    public static RegoValue? Builtin(Evaluation run, BuiltinDefinition builtin, ReadOnlySpan<RegoValue> arguments, Syntax.Span span)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!builtin.ParameterAt(i).Includes(arguments[i].Kind))
            {
                return run.Options.StrictBuiltinErrors
                    ? throw span.Error(
                        RegoErrorCode.EvaluationType,
                        $"{builtin.Name}: operand {i + 1} must be {KindNames.Of(builtin.Parameters[i])} but got {KindNames.Of(arguments[i].Kind)}")
                    : null;
            }
        }

        try
        {
            return builtin.Body(run.Builtins, arguments);
        }
        catch (BuiltinFault fault)
        {
            return run.Options.StrictBuiltinErrors ? throw span.Error(fault.Code, $"{builtin.Name}: {fault.Message}") : null;
        }
    }

    public static RegoValue? Replaced(Evaluation run, FunctionReplacement replacement, ReadOnlySpan<RegoValue> arguments, Syntax.Span span)
    {
        if (replacement.Value is { } value)
        {
            return value;
        }

        if (replacement.Builtin is { } builtin)
        {
            return Builtin(run, builtin, arguments, span);
        }

        // A replacement calls the functions as they were before any was replaced.
        var outer = run.Scope;
        run.Scope = new EvaluationScope(outer.Input, outer.Data, outer.Groups) { Replaced = outer.Replaced };
        try
        {
            return RuleRunner.Complete(run, replacement.Function!, arguments.Length, arguments);
        }
        finally
        {
            run.Scope = outer;
        }
    }
}
