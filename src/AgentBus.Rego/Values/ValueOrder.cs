namespace AgentBus.Rego.Values;

/// <summary>Rego's total order: by kind, then by content.</summary>
internal static class ValueOrder
{
    public static IComparer<RegoValue> Comparer { get; } = Comparer<RegoValue>.Create(Compare);

    public static int Compare(RegoValue left, RegoValue right)
    {
        if (ReferenceEquals(left, right))
        {
            return 0;
        }

        if (left.Kind != right.Kind)
        {
            return left.Kind - right.Kind;
        }

        return left switch
        {
            RegoBoolean boolean => boolean.Value.CompareTo(((RegoBoolean)right).Value),
            RegoNumber number => number.CompareNumber((RegoNumber)right),
            RegoString text => CodePoints.Compare(text.Text, ((RegoString)right).Text),
            RegoArray array => CompareItems(array.Span, ((RegoArray)right).Span),
            RegoSet set => CompareItems(set.Span, ((RegoSet)right).Span),
            RegoObject entries => CompareEntries(entries, (RegoObject)right),
            _ => 0,
        };
    }

    private static int CompareItems(ReadOnlySpan<RegoValue> left, ReadOnlySpan<RegoValue> right)
    {
        var count = Math.Min(left.Length, right.Length);
        for (var i = 0; i < count; i++)
        {
            var order = Compare(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length - right.Length;
    }

    private static int CompareEntries(RegoObject left, RegoObject right)
    {
        var count = Math.Min(left.Count, right.Count);
        for (var i = 0; i < count; i++)
        {
            var order = Compare(left.KeySpan[i], right.KeySpan[i]);
            order = order != 0 ? order : Compare(left.ValueSpan[i], right.ValueSpan[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Count - right.Count;
    }
}
