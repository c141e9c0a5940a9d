using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>Runs the next step for each member of a collection whose key and value match.</summary>
internal sealed class IterateStep(Expression source, Pattern key, Pattern value) : Step
{
    public override bool Run(Evaluation run, int frame)
    {
        var collection = source.Evaluate(run, frame);
        switch (collection)
        {
            case RegoArray array:
                for (var i = 0; i < array.Count; i++)
                {
                    if (!Visit(run, frame, RegoNumber.Of(i), array[i]))
                    {
                        return false;
                    }
                }

                break;
            case RegoObject entries:
                for (var i = 0; i < entries.Count; i++)
                {
                    if (!Visit(run, frame, entries.KeySpan[i], entries.ValueSpan[i]))
                    {
                        return false;
                    }
                }

                break;
            case RegoSet set:
                for (var i = 0; i < set.Count; i++)
                {
                    if (!Visit(run, frame, set.Span[i], set.Span[i]))
                    {
                        return false;
                    }
                }

                break;
        }

        return true;
    }

    private bool Visit(Evaluation run, int frame, RegoValue name, RegoValue member)
    {
        run.Tick();
        return !key.Match(run, frame, name) || !value.Match(run, frame, member) || Next.Run(run, frame);
    }
}
