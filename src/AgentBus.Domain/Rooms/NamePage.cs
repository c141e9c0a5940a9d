using System.Collections.Immutable;

namespace AgentBus.Domain.Rooms;

/// <summary>Cuts a page out of names; lists are bounded and paged (CMD-20).</summary>
public static class NamePage
{
    /// <summary>What a page holds where the asker does not say.</summary>
    public const int DefaultLimit = 50;

    /// <summary>What a page holds at most.</summary>
    public const int MaxLimit = 100;

    /// <summary>The items after a name, and the name after which the next page goes on; empty: there is none.</summary>
    /// <param name="items">All of them, in ordinal order of their names.</param>
    /// <param name="nameOf">The name of an item.</param>
    /// <param name="after">The name; empty: from the first.</param>
    /// <param name="limit">At most so many; 0: <see cref="DefaultLimit"/>.</param>
    public static (ImmutableArray<T> Page, string Next) Of<T>(IEnumerable<T> items, Func<T, string> nameOf, string after, int limit)
    {
        var size = limit <= 0 ? DefaultLimit : Math.Min(limit, MaxLimit);
        var found = items.Where(item => string.CompareOrdinal(nameOf(item), after) > 0).Take(size + 1).ToImmutableArray();
        return found.Length > size ? (found[..size], nameOf(found[size - 1])) : (found, "");
    }
}
