namespace AgentBus.Domain.Ports;

/// <summary>The messages of one queue that wait for room, in the order in which they came. Calls are carried out one after the other. Thread-safe.</summary>
public interface IOverflow : IAsyncDisposable
{
    /// <summary>What was there when it was opened.</summary>
    OverflowHead Opened { get; }

    /// <summary>
    /// Adds messages behind the last; all of them are on disk when it says so, or none. Their ordinals follow the last one's without a hole.
    /// </summary>
    Task<AppendOutcome> AppendAsync(IReadOnlyList<OverflowRecord> records);

    /// <summary>The oldest messages, at most so many and about so many bytes, at least one where there is one. They stay.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    Task<IReadOnlyList<OverflowRecord>> ReadAsync(int maxMessages, int maxBytes);

    /// <summary>Removes everything up to an ordinal for good; what is empty then leaves nothing behind.</summary>
    Task<AppendOutcome> RemoveAsync(long throughOrdinal);
}
