using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>A query ready to run.</summary>
internal sealed record QueryPlan(Step Body, int Slot, int FrameSize)
{
    public List<RegoValue> Run(Evaluation run)
    {
        var frame = run.Push(FrameSize);
        var results = new List<RegoValue>();
        run.Stack[frame + Slot] = results;
        Body.Run(run, frame);
        run.Pop(frame);
        return results;
    }
}

/// <summary>A document to read, ready to run.</summary>
internal sealed record DocumentPlan(Step Body, int Slot, int FrameSize)
{
    public RegoValue? Run(Evaluation run)
    {
        var frame = run.Push(FrameSize);
        run.Stack[frame + Slot] = null;
        Body.Run(run, frame);
        var value = (RegoValue?)run.Stack[frame + Slot];
        run.Pop(frame);
        return value;
    }
}

/// <summary>Ends a query: notes the variables as an object.</summary>
internal sealed class BindingsStep(int slot, KeyValuePair<string, int>[] names) : Step
{
    public override bool Run(Evaluation run, int frame)
    {
        var builder = new ObjectBuilder();
        foreach (var (name, variable) in names)
        {
            builder.Set(name, (RegoValue)run.Stack[frame + variable]!);
        }

        run.Charge(1);
        ((List<RegoValue>)run.Stack[frame + slot]!).Add(builder.Build());
        return true;
    }
}
