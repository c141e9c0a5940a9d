using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AgentBus.Model;

namespace AgentBus.Grains.Rooms;

/// <summary>The latest messages of a channel (HIS-01), bounded by number and bytes, oldest dropped, without a hole.</summary>
internal sealed class MessageRing(int maxMessages, long maxBytes)
{
    private readonly Queue<ChannelMessage> _messages = new();
    private long _bytes;
    private long _first;

    /// <summary>Takes the next message; it follows the one before.</summary>
    public void Add(ChannelMessage message)
    {
        if (_messages.Count == 0)
        {
            _first = message.Sequence;
        }

        _messages.Enqueue(message);
        _bytes += Size(message);
        while (_messages.Count > maxMessages || (_bytes > maxBytes && _messages.Count > 0))
        {
            _bytes -= Size(_messages.Dequeue());
            _first++;
        }
    }

    /// <summary>Reads the messages after a sequence; false where the ring does not reach back so far.</summary>
    public bool TryRead(long afterSequence, int limit, out ImmutableArray<ChannelMessage> messages)
    {
        var skip = afterSequence + 1 - _first;
        if (_messages.Count == 0 || skip < 0 || skip >= _messages.Count)
        {
            messages = [];
            return false;
        }

        var found = new ChannelMessage[Math.Min(limit, _messages.Count - (int)skip)];
        var index = -skip;
        foreach (var message in _messages)
        {
            if (index >= found.Length)
            {
                break;
            }

            if (index >= 0)
            {
                found[index] = message;
            }

            index++;
        }

        messages = ImmutableCollectionsMarshal.AsImmutableArray(found);
        return true;
    }

    private static long Size(ChannelMessage message) => message.Envelope.Length + message.Stamp.Length;
}
