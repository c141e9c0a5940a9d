using AgentBus.Domain.Ports;
using AgentBus.Domain.Rooms;
using AgentBus.Model;

namespace AgentBus.Grains.Rooms;

/// <summary>
/// Holds a channel to its limits, in pieces small enough that no commit of others waits for them. How many bytes the channel holds is measured
/// once and counted from there on.
/// </summary>
internal sealed class ChannelRetention(ChannelKey channel, ChannelHead opened, ChannelLog log, MessageRing ring, IChannelHistory store, TimeProvider time)
{
    private const int Piece = 256;

    private long? _atOpening;
    private long _removed;

    /// <summary>Removes what is beyond the limits. Not to be called while it runs.</summary>
    public async Task<RetentionSwept> SweepAsync(RetentionLimits limits)
    {
        var youngEnough = limits.MaxAge > TimeSpan.Zero
            ? await store.FindAsync(channel, log.Epoch, time.GetUtcNow() - limits.MaxAge, CancellationToken.None)
            : 0;
        var through = RetentionRules.Through(limits, log.Committed, youngEnough);
        var excess = RetentionRules.Excess(limits, limits.MaxBytes > 0 ? await HeldAsync() : 0);
        var (messages, bytes) = (0L, 0L);
        while (log.First > 0 && (log.First <= through || bytes < excess))
        {
            var trimmed = await store.TrimAsync(new ChannelTrim(channel, log.Epoch, opened.Term, through, Math.Max(0, excess - bytes), Piece));
            if (trimmed.Outcome != AppendOutcome.Committed)
            {
                return new RetentionSwept(log.First, messages, bytes, IsComplete: false);
            }

            if (trimmed.Messages == 0)
            {
                break;
            }

            log.BeginsAt(trimmed.First);
            _removed += trimmed.Bytes;
            messages += trimmed.Messages;
            bytes += trimmed.Bytes;
        }

        return new RetentionSwept(log.First, messages, bytes, IsComplete: true);
    }

    private async ValueTask<long> HeldAsync()
    {
        // What was removed before is in neither number: the first sweep measures before it removes.
        _atOpening ??= await store.MeasureAsync(channel, log.Epoch, opened.LastSequence, CancellationToken.None) + _removed;
        return _atOpening.Value + ring.Taken - _removed;
    }
}
