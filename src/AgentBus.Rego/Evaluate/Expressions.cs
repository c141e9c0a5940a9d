using System.Runtime.CompilerServices;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

internal sealed class ConstantExpression(RegoValue value) : Expression
{
    public RegoValue Value { get; } = value;

    public override RegoValue? Evaluate(Evaluation run, int frame) => Value;
}

internal sealed class SlotExpression(int slot) : Expression
{
    public int Slot { get; } = slot;

    public override RegoValue? Evaluate(Evaluation run, int frame) => Unsafe.As<RegoValue>(run.Stack[frame + Slot]);
}

internal sealed class InputExpression : Expression
{
    public override RegoValue? Evaluate(Evaluation run, int frame) => run.Scope.Input;
}

/// <summary>A given document at a constant path.</summary>
internal sealed class BaseDataExpression(RegoValue[] path) : Expression
{
    public override RegoValue? Evaluate(Evaluation run, int frame) => BaseData.At(run, path);
}

internal sealed class ArrayExpression(Expression[] items) : Expression
{
    public override RegoValue? Evaluate(Evaluation run, int frame)
    {
        var values = new RegoValue[items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (items[i].Evaluate(run, frame) is not { } value)
            {
                return null;
            }

            values[i] = value;
        }

        run.Charge(values.Length);
        return RegoArray.Of(values);
    }
}

internal sealed class SetExpression(Expression[] items) : Expression
{
    public override RegoValue? Evaluate(Evaluation run, int frame)
    {
        var values = new RegoValue[items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (items[i].Evaluate(run, frame) is not { } value)
            {
                return null;
            }

            values[i] = value;
        }

        run.Charge(values.Length);
        return RegoSet.Of(values);
    }
}

internal sealed class ObjectExpression(Expression[] keys, Expression[] values, Syntax.Span span) : Expression
{
    public override RegoValue? Evaluate(Evaluation run, int frame)
    {
        var builder = new ObjectBuilder();
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i].Evaluate(run, frame) is not { } key || values[i].Evaluate(run, frame) is not { } value)
            {
                return null;
            }

            if (!builder.TryAdd(key, value) && builder.Get(key) != value)
            {
                throw span.Error(RegoErrorCode.Conflict, "object keys must be unique");
            }
        }

        run.Charge(keys.Length);
        return builder.Build();
    }
}
