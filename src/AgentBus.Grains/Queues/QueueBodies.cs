using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Queues;

/// <summary>The messages of a queue's entries. A bounded number is held, the others are read from the journal when they are needed.</summary>
internal sealed class QueueBodies(ChannelKey queue, ulong epoch, IJournal journal, int maxMessages, long maxBytes)
{
    private const int ReadAhead = 64;
    private const int ReadAheadBytes = 1 << 18;

    private readonly Dictionary<long, ChannelMessage> _held = [];
    private long _bytes;

    /// <summary>Holds the message, where there is room.</summary>
    public void Keep(ChannelMessage message)
    {
        var size = Size(message);
        if (_held.Count < maxMessages && _bytes + size <= maxBytes && _held.TryAdd(message.Sequence, message))
        {
            _bytes += size;
        }
    }

    /// <summary>The message is needed no more.</summary>
    public void Drop(long sequence)
    {
        if (_held.Remove(sequence, out var message))
        {
            _bytes -= Size(message);
        }
    }

    /// <summary>The message; null where the journal does not have it any more.</summary>
    /// <param name="sequence">Its place.</param>
    /// <param name="isWanted">Whether one that follows will be needed too.</param>
    public async ValueTask<ChannelMessage?> GetAsync(long sequence, Func<long, bool> isWanted)
    {
        if (_held.TryGetValue(sequence, out var held))
        {
            return held;
        }

        var read = await journal.ReadAsync(queue, epoch, sequence - 1, ReadAhead, ReadAheadBytes, CancellationToken.None);
        foreach (var message in read)
        {
            if (isWanted(message.Sequence))
            {
                Keep(message);
            }
        }

        return read.Count > 0 && read[0].Sequence == sequence ? read[0] : null;
    }

    private static long Size(ChannelMessage message) => message.Envelope.Length + message.Stamp.Length;
}
