using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Where messages go that a queue has no room for (HIS-10). It serves whoever may hold a queue: an implementation on local disk is for one silo. Thread-safe.</summary>
public interface IOverflowStore
{
    /// <summary>
    /// Takes a queue's overflow over and reads what is left in it; an overflow of the same queue that was opened before is fenced out. A queue
    /// that has nothing there leaves no trace.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    Task<IOverflow> OpenAsync(ChannelKey queue, CancellationToken cancellationToken);

    /// <summary>Whether there may be messages of the queue, without opening it; false is certain.</summary>
    Task<bool> MayHoldAsync(ChannelKey queue);
}
