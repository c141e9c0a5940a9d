using AgentBus.Model;

namespace AgentBus.Domain.Rooms;

/// <summary>The sequences that a page of history is about.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Count">How many; 0: none.</param>
/// <param name="IsBackward">The newest of them matter most: where not all fit into the page, the oldest stay out.</param>
public readonly record struct HistoryRange(long From, int Count, bool IsBackward)
{
    /// <summary>What a page holds where the query does not say.</summary>
    public const int DefaultLimit = 50;

    /// <summary>What a page holds at most.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>The last of them.</summary>
    public long To => From + Count - 1;

    /// <summary>Chooses them.</summary>
    /// <param name="query">What is wanted.</param>
    /// <param name="epoch">The channel's history.</param>
    /// <param name="first">The oldest sequence that can be read; 0: none.</param>
    /// <param name="head">The last one.</param>
    /// <param name="since">Where <see cref="HistoryQuery.Since"/> lies; of no account without it.</param>
    public static HistoryRange Of(HistoryQuery query, ulong epoch, long first, long head, long since)
    {
        var limit = query.Limit <= 0 ? DefaultLimit : Math.Min(query.Limit, MaxLimit);
        if (first == 0)
        {
            return new HistoryRange(head + 1, 0, false);
        }

        if (query.After is { } after)
        {
            // A position of another history says nothing about this one.
            return after.Epoch != 0 && after.Epoch != epoch
                ? new HistoryRange(head + 1, 0, false)
                : Forward(Math.Clamp(after.Sequence, 0, head) + 1, first, head, limit);
        }

        return query.Since is not null
            ? Forward(since, first, head, limit)
            : Backward(query.Before > 0 ? Math.Min(query.Before - 1, head) : head, first, limit);
    }

    /// <summary>Where the next page goes on, when this one holds what lies between two sequences; 0: there is none.</summary>
    public long Next(long held, long heldTo, long first, long head) =>
        Count == 0 ? 0
        : IsBackward ? (held > first ? held : 0)
        : heldTo < head ? heldTo : 0;

    private static HistoryRange Forward(long from, long first, long head, int limit)
    {
        from = Math.Max(from, first);
        return new HistoryRange(from, (int)Math.Clamp(head - from + 1, 0, limit), false);
    }

    private static HistoryRange Backward(long to, long first, int limit)
    {
        var count = (int)Math.Clamp(to - first + 1, 0, limit);
        return new HistoryRange(to - count + 1, count, true);
    }
}
