using System.Runtime.CompilerServices;

namespace AgentBus.Rego.Evaluate;

/// <summary>Computes complete documents and function results.</summary>
internal static class RuleRunner
{
    /// <summary>Runs the rules; the arguments, if any, are copied to the start of each frame, the result stands behind them.</summary>
    public static RegoValue? Complete(Evaluation run, RuleGroup group, int arity, ReadOnlySpan<RegoValue> arguments)
    {
        RegoValue? result = null;
        foreach (var rule in group.Index.Candidates(run, arguments))
        {
            var value = Rule(run, rule, arity, arguments);
            if (value is null)
            {
                continue;
            }

            run.Fired?.Add(rule);
            if (result is not null && !result.Equals(value))
            {
                throw rule.Span.Error(RegoErrorCode.Conflict, arity == 0 && group.Kind == GroupKind.Complete
                    ? "complete rules must not produce multiple outputs"
                    : "functions must not produce multiple outputs for same inputs");
            }

            result = value;
            if (group.FirstDecides)
            {
                return result;
            }
        }

        if (result is null && group.Default is { } fallback)
        {
            result = Rule(run, fallback, arity, arguments);
            if (result is not null)
            {
                run.Fired?.Add(fallback);
            }
        }

        return result;
    }

    private static RegoValue? Rule(Evaluation run, CompiledRule rule, int arity, ReadOnlySpan<RegoValue> arguments)
    {
        foreach (var branch in rule.Branches)
        {
            var frame = run.Push(branch.FrameSize);
            for (var i = 0; i < arguments.Length; i++)
            {
                run.Stack[frame + i] = arguments[i];
            }

            run.Stack[frame + arity] = null;
            branch.Body.Run(run, frame);
            var value = Unsafe.As<RegoValue>(run.Stack[frame + arity]);
            run.Pop(frame);
            if (value is not null)
            {
                return value;
            }
        }

        return null;
    }
}

/// <summary>Ends the body of a complete rule or function: notes the value, and fails if it differs from that of an earlier solution.</summary>
internal sealed class ResultStep(int slot, Expression value, bool isConstant, bool isFunction, Syntax.Span span) : Step
{
    public override bool Run(Evaluation run, int frame)
    {
        if (value.Evaluate(run, frame) is not { } result)
        {
            return true;
        }

        ref var known = ref run.Stack[frame + slot];
        if (known is not null && !result.Equals(Unsafe.As<RegoValue>(known)))
        {
            throw span.Error(RegoErrorCode.Conflict, isFunction
                ? "functions must not produce multiple outputs for same inputs"
                : "complete rules must not produce multiple outputs");
        }

        known = result;
        return !isConstant;
    }
}
