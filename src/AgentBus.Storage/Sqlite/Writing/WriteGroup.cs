namespace AgentBus.Storage.Sqlite;

/// <summary>Works of one transaction, cut off the front of a chain.</summary>
internal readonly record struct WriteGroup(IWriteWork First, IWriteWork Last, int Count, int Bytes)
{
    /// <summary>Cuts as much as fits; at least one work, however large. The chain is left at what remains.</summary>
    public static WriteGroup Cut(ref IWriteWork? chain, int maxRows, int maxBytes)
    {
        var first = chain!;
        var last = first;
        long rows = first.Rows;
        long bytes = first.Bytes;
        var count = 1;
        while (last.Next is { } next && rows + next.Rows <= maxRows && bytes + next.Bytes <= maxBytes)
        {
            rows += next.Rows;
            bytes += next.Bytes;
            last = next;
            count++;
        }

        chain = last.Next;
        last.Next = null;
        return new WriteGroup(first, last, count, (int)Math.Min(bytes, int.MaxValue));
    }
}
