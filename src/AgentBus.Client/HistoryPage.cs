namespace AgentBus.Client;

/// <summary>A part of a channel's history as the bus gave it. Immutable.</summary>
public sealed record HistoryPage
{
    /// <summary>The messages in order, without what has expired or is above the agent's clearance.</summary>
    public required IReadOnlyList<Delivery> Messages { get; init; }

    /// <summary>The store could not be read (HIS-03): these are the messages that the bus has in memory, and older ones may be missing.</summary>
    public required bool IsPartial { get; init; }

    /// <summary>The oldest position that can be read; sequence 0: there is none.</summary>
    public required Position First { get; init; }

    /// <summary>The channel's last position.</summary>
    public required Position Head { get; init; }

    /// <summary>
    /// Where the next page goes on: <see cref="HistoryRange.After"/> it, or <see cref="HistoryRange.Before"/> its sequence where the page went back; null: this was
    /// the last.
    /// </summary>
    public required Position? Next { get; init; }
}
