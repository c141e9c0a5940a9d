using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>Runs a body under a changed scope. The step after the body restores the outer scope for what follows.</summary>
internal sealed class WithStep(WithChange[] changes, Step body, int slot) : Step
{
    public override bool Run(Evaluation run, int frame)
    {
        var outer = run.Scope;
        var input = outer.Input;
        var data = outer.Data;
        var replaced = outer.Replaced.ToList();
        var functions = outer.Functions;
        foreach (var change in changes)
        {
            var value = change.Value?.Evaluate(run, frame);
            if (change.Value is not null && value is null)
            {
                return true;
            }

            if (change.Function is not null)
            {
                functions = functions is null ? [] : new Dictionary<string, FunctionReplacement>(functions, StringComparer.Ordinal);
                functions[change.Function] = change.Replacement ?? new FunctionReplacement(value, null, null);
            }
            else if (change.IsData)
            {
                data = PathUpdate.Set(data, change.Path, value!);
                replaced.Add(change.Path);
            }
            else
            {
                input = PathUpdate.Set(input, change.Path, value!);
            }
        }

        run.Stack[frame + slot] = outer;
        run.Scope = new EvaluationScope(input, data, outer.Groups) { Replaced = [.. replaced], Functions = functions };
        try
        {
            return body.Run(run, frame);
        }
        finally
        {
            run.Scope = outer;
        }
    }
}

/// <summary>Leaves the scope of a with for the steps after it, and enters it again for the body's next solution.</summary>
internal sealed class WithExitStep(int slot) : Step
{
    public override bool Run(Evaluation run, int frame)
    {
        var inner = run.Scope;
        var outer = (EvaluationScope)run.Stack[frame + slot]!;
        run.Scope = outer;
        var more = Next.Run(run, frame);
        run.Scope = inner;
        run.Stack[frame + slot] = outer;
        return more;
    }
}

/// <summary>One modifier: a path below input or data, or a function, with what replaces it.</summary>
internal sealed record WithChange(bool IsData, RegoValue[] Path, Expression? Value, string? Function, FunctionReplacement? Replacement);

/// <summary>Sets a member at a path; what is no object on the way is replaced by one.</summary>
internal static class PathUpdate
{
    public static RegoValue Set(RegoValue? root, ReadOnlySpan<RegoValue> path, RegoValue value)
    {
        if (path.IsEmpty)
        {
            return value;
        }

        var entries = root as RegoObject ?? RegoObject.Empty;
        return entries.With(path[0], Set(entries.Get(path[0]), path[1..], value));
    }
}
