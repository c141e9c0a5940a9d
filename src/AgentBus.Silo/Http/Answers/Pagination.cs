namespace AgentBus.Silo.Http;

/// <summary>Which part of a list an answer holds (ENV-16). Lists are read by cursor, so a page has no number; the total is told where it is known.</summary>
/// <param name="Size">Entries of this page.</param>
/// <param name="HasNext">There are more.</param>
/// <param name="NextCursor">What to ask for next; null: there is no more.</param>
/// <param name="Total">Entries in all; null: not known.</param>
internal sealed record Pagination(int Size, bool HasNext, string? NextCursor, long? Total = null)
{
    /// <summary>A page before the one that the cursor names; without one the last.</summary>
    public static Pagination Of(int size, string? next) => new(size, next is not null, next);
}
