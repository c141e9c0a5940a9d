using AgentBus.Rego.Builtins;

namespace AgentBus.Rego.Evaluate;

/// <summary>Visits the values of a builtin that yields many.</summary>
internal sealed class RelationStep(BuiltinDefinition builtin, Expression argument, Pattern result, bool withPath) : Step
{
    public override bool Run(Evaluation run, int frame)
    {
        if (argument.Evaluate(run, frame) is not { } value)
        {
            return true;
        }

        foreach (var item in builtin.Relation!(run.Builtins, value, withPath))
        {
            run.Tick();
            if (result.Match(run, frame, item) && !Next.Run(run, frame))
            {
                return false;
            }
        }

        return true;
    }
}
