using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>The member of a value under one key.</summary>
internal static class Member
{
    public static RegoValue? Of(RegoValue value, RegoValue key) => value switch
    {
        RegoObject entries => entries.Get(key),
        RegoArray array => array.Get(key),
        RegoSet set => set.Contains(key) ? key : null,
        _ => null,
    };
}

internal sealed class MemberExpression(Expression source, Expression key) : Expression
{
    public Expression Source { get; } = source;

    public override RegoValue? Evaluate(Evaluation run, int frame) =>
        Source.Evaluate(run, frame) is { } value && key.Evaluate(run, frame) is { } member ? Member.Of(value, member) : null;
}

/// <summary>A path of constant keys.</summary>
internal sealed class PathExpression(Expression source, RegoValue[] keys) : Expression
{
    public Expression Source { get; } = source;

    public RegoValue[] Keys { get; } = keys;

    public override RegoValue? Evaluate(Evaluation run, int frame)
    {
        var value = Source.Evaluate(run, frame);
        for (var i = 0; i < Keys.Length && value is not null; i++)
        {
            value = Member.Of(value, Keys[i]);
        }

        return value;
    }
}
