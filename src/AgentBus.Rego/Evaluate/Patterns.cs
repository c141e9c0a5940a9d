using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

internal sealed class BindPattern(int slot) : Pattern
{
    public int Slot { get; } = slot;

    public override bool Match(Evaluation run, int frame, RegoValue value)
    {
        run.Stack[frame + Slot] = value;
        return true;
    }
}

internal sealed class EqualPattern(Expression expected) : Pattern
{
    public override bool Match(Evaluation run, int frame, RegoValue value) => expected.Evaluate(run, frame)?.Equals(value) ?? false;
}

/// <summary>Any value but false.</summary>
internal sealed class TruePattern : Pattern
{
    public override bool Match(Evaluation run, int frame, RegoValue value) => !ReferenceEquals(value, RegoBoolean.False);
}

internal sealed class ArrayPattern(Pattern[] items) : Pattern
{
    public override bool Match(Evaluation run, int frame, RegoValue value)
    {
        if (value is not RegoArray array || array.Count != items.Length)
        {
            return false;
        }

        for (var i = 0; i < items.Length; i++)
        {
            if (!items[i].Match(run, frame, array[i]))
            {
                return false;
            }
        }

        return true;
    }
}

internal sealed class ObjectPattern(Expression[] keys, Pattern[] values) : Pattern
{
    public override bool Match(Evaluation run, int frame, RegoValue value)
    {
        if (value is not RegoObject entries || entries.Count != keys.Length)
        {
            return false;
        }

        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i].Evaluate(run, frame) is not { } key || entries.Get(key) is not { } member || !values[i].Match(run, frame, member))
            {
                return false;
            }
        }

        return true;
    }
}
