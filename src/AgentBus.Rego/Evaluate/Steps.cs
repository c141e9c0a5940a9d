using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

internal sealed class AssignStep(int slot, Expression value) : Step
{
    public int Slot { get; } = slot;

    public Expression Value { get; } = value;

    public override bool Run(Evaluation run, int frame)
    {
        if (Value.Evaluate(run, frame) is not { } result)
        {
            return true;
        }

        run.Stack[frame + Slot] = result;
        return Next.Run(run, frame);
    }
}

/// <summary>The value is defined and not false.</summary>
internal sealed class TestStep(Expression value) : Step
{
    public override bool Run(Evaluation run, int frame) =>
        value.Evaluate(run, frame) is not { } result || ReferenceEquals(result, RegoBoolean.False) || Next.Run(run, frame);
}

internal sealed class EqualStep(Expression left, Expression right) : Step
{
    public Expression Left { get; } = left;

    public Expression Right { get; } = right;

    public override bool Run(Evaluation run, int frame) =>
        Left.Evaluate(run, frame) is not { } value || Right.Evaluate(run, frame) is not { } other || !value.Equals(other) || Next.Run(run, frame);
}

internal sealed class MatchStep(Expression value, Pattern pattern) : Step
{
    public override bool Run(Evaluation run, int frame) =>
        value.Evaluate(run, frame) is not { } result || !pattern.Match(run, frame, result) || Next.Run(run, frame);
}

internal sealed class NotStep(Step body) : Step
{
    // The body's last step stops the enumeration, so a body that runs to its end has no solution.
    public override bool Run(Evaluation run, int frame) => !body.Run(run, frame) || Next.Run(run, frame);
}

/// <summary>Ends the body of a test: one solution is enough.</summary>
internal sealed class FoundStep : Step
{
    public override bool Run(Evaluation run, int frame) => false;
}
