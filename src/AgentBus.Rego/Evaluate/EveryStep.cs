using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>Holds if the body has a solution for each member of the domain; a domain that is no collection does not hold.</summary>
internal sealed class EveryStep(Expression domain, int? keySlot, int valueSlot, Step body) : Step
{
    public override bool Run(Evaluation run, int frame)
    {
        var collection = domain.Evaluate(run, frame);
        if (collection is not (RegoArray or RegoObject or RegoSet))
        {
            return true;
        }

        var items = collection.Items;
        for (var i = 0; i < items.Count; i++)
        {
            run.Tick();
            if (keySlot is { } slot)
            {
                run.Stack[frame + slot] = collection switch
                {
                    RegoArray => RegoNumber.Of(i),
                    RegoObject entries => entries.KeySpan[i],
                    _ => items[i],
                };
            }

            run.Stack[frame + valueSlot] = items[i];
            if (body.Run(run, frame))
            {
                return true;
            }
        }

        return Next.Run(run, frame);
    }
}
