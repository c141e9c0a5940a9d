using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>Runs the next step for each member of a collection whose key and value match.</summary>
internal sealed class IterateStep(Expression source, Pattern key, Pattern value) : Step
{
    private static readonly int[] None = [];

    public Expression Source { get; } = source;

    public Pattern Key { get; } = key;

    public Pattern Value { get; } = value;

    /// <summary>An equality that the steps behind ask of every member, so that the others need no visit.</summary>
    public MemberProbe? Probe { get; set; }

    public override bool Run(Evaluation run, int frame)
    {
        if (Source.Evaluate(run, frame) is not { Kind: >= RegoKind.Array } collection)
        {
            return true;
        }

        var items = Values(collection);
        if (Probe is { } probe && items.Length >= CollectionIndexes.WorthIndexing && run.Indexes.Find(collection, probe.Path) is { } index)
        {
            var positions = probe.Wanted.Evaluate(run, frame) is { } wanted && index.TryGetValue(wanted, out var found) ? found : None;
            foreach (var i in positions)
            {
                if (!Visit(run, frame, KeyAt(collection, items, i), items[i]))
                {
                    return false;
                }
            }

            return true;
        }

        for (var i = 0; i < items.Length; i++)
        {
            if (!Visit(run, frame, KeyAt(collection, items, i), items[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<RegoValue> Values(RegoValue collection) => collection switch
    {
        RegoArray array => array.Span,
        RegoObject entries => entries.ValueSpan,
        _ => ((RegoSet)collection).Span,
    };

    private static RegoValue KeyAt(RegoValue collection, ReadOnlySpan<RegoValue> items, int index) => collection switch
    {
        RegoArray => RegoNumber.Of(index),
        RegoObject entries => entries.KeySpan[index],
        _ => items[index],
    };

    private bool Visit(Evaluation run, int frame, RegoValue name, RegoValue member)
    {
        run.Tick();
        return !Key.Match(run, frame, name) || !Value.Match(run, frame, member) || Next.Run(run, frame);
    }
}

/// <summary>The value at the path of a member must equal what is wanted.</summary>
internal sealed record MemberProbe(RegoArray Path, Expression Wanted);
