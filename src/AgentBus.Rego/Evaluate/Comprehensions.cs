using System.Runtime.CompilerServices;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>Collects the values of a body's solutions as an array or a set.</summary>
internal sealed class CollectionComprehension(Step body, int slot, bool isSet) : Expression
{
    public override RegoValue? Evaluate(Evaluation run, int frame)
    {
        var items = run.RentList();
        run.Stack[frame + slot] = items;
        body.Run(run, frame);
        RegoValue value = isSet ? RegoSet.Of(items.ToArray()) : RegoArray.Of(items.ToArray());
        run.ReturnList(items);
        return value;
    }
}

/// <summary>Adds a value to the list of the comprehension that the body belongs to.</summary>
internal sealed class CollectStep(int slot, Expression value) : Step
{
    public override bool Run(Evaluation run, int frame)
    {
        if (value.Evaluate(run, frame) is { } item)
        {
            run.Charge(1);
            Unsafe.As<List<RegoValue>>(run.Stack[frame + slot]!).Add(item);
        }

        return true;
    }
}

internal sealed class ObjectComprehension(Step body, int slot) : Expression
{
    public override RegoValue? Evaluate(Evaluation run, int frame)
    {
        var builder = new ObjectBuilder();
        run.Stack[frame + slot] = builder;
        body.Run(run, frame);
        return builder.Build();
    }
}

internal sealed class CollectEntryStep(int slot, Expression key, Expression value, Syntax.Span span) : Step
{
    public override bool Run(Evaluation run, int frame)
    {
        if (key.Evaluate(run, frame) is { } name && value.Evaluate(run, frame) is { } item)
        {
            run.Charge(1);
            var builder = Unsafe.As<ObjectBuilder>(run.Stack[frame + slot]!);
            if (!builder.TryAdd(name, item) && !builder.Get(name)!.Equals(item))
            {
                throw span.Error(RegoErrorCode.Conflict, "object keys must be unique");
            }
        }

        return true;
    }
}
