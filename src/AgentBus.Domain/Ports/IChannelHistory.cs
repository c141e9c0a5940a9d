using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>The history of channels as a whole: where a time lies in it, what it takes, and its end at the back (STR-06). Thread-safe.</summary>
public interface IChannelHistory
{
    /// <summary>
    /// The first sequence accepted at or after a time; the one after the last where there is none. Sequences are in the order of
    /// acceptance by the silo's clock; where that was set back, the answer is one of the places at which the time was passed.
    /// </summary>
    Task<long> FindAsync(ChannelKey channel, ulong epoch, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The bytes of the messages up to a sequence that can still be read.</summary>
    Task<long> MeasureAsync(ChannelKey channel, ulong epoch, long throughSequence, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the content of the oldest messages for good, as one small write among the others, fenced by the channel's term. Their
    /// evidence and idempotency keys stay.
    /// </summary>
    Task<TrimResult> TrimAsync(ChannelTrim trim);
}
