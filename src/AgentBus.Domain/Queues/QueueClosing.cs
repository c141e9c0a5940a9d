using AgentBus.Model;

namespace AgentBus.Domain.Queues;

/// <summary>What is to be stored of a queue in one transaction. One is under way at a time: its settled-through mark builds on the one before.</summary>
/// <param name="SettledThrough">Everything up to here is settled with it.</param>
/// <param name="Settled">Settled with it, beyond that; in order.</param>
/// <param name="Attempts">Handed out more than once and not settled.</param>
/// <param name="Done">By agent, what it dealt with; in order.</param>
/// <param name="Dead">Those among the settled that reached nobody.</param>
public sealed record QueueClosing(
    long SettledThrough,
    IReadOnlyList<long> Settled,
    IReadOnlyList<KeyValuePair<long, int>> Attempts,
    IReadOnlyList<KeyValuePair<AgentKey, IReadOnlyList<long>>> Done,
    IReadOnlyList<QueueDeath> Dead)
{
    /// <summary>All that is settled with it.</summary>
    public IEnumerable<long> Sequences => Entries.Select(static entry => entry.Sequence);

    internal IReadOnlyList<QueueEntry> Entries { get; init; } = [];
}
