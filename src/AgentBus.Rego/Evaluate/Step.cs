namespace AgentBus.Rego.Evaluate;

/// <summary>
/// One step of a compiled body. It runs the next step once for each of its solutions. False stops the whole enumeration.
/// Variables live in the evaluation's stack, from the base index on.
/// </summary>
internal abstract class Step
{
    public Step Next { get; set; } = null!;

    public abstract bool Run(Evaluation run, int frame);
}

/// <summary>A computation with at most one value; null is undefined.</summary>
internal abstract class Expression
{
    public abstract RegoValue? Evaluate(Evaluation run, int frame);
}

/// <summary>A shape that a value must have; matching binds variables.</summary>
internal abstract class Pattern
{
    public abstract bool Match(Evaluation run, int frame, RegoValue value);
}
