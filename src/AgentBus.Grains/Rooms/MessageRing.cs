using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AgentBus.Grains.Memory;
using AgentBus.Model;

namespace AgentBus.Grains.Rooms;

/// <summary>
/// The latest messages of a channel (HIS-01), bounded by number and bytes, oldest dropped, without a hole. It holds copies and no object
/// for any message (see <see cref="ByteRing"/>): most are dropped without having been read again. Not thread-safe.
/// </summary>
internal sealed class MessageRing(int maxMessages, long maxBytes)
{
    private readonly Queue<Entry> _entries = new();
    private readonly ByteRing _content = new();
    private long _bytes;
    private long _first;

    /// <summary>The oldest sequence that it holds; 0: none.</summary>
    public long First => _entries.Count > 0 ? _first : 0;

    /// <summary>The bytes of all messages that it ever took, dropped ones included.</summary>
    public long Taken { get; private set; }

    /// <summary>Takes the next message; it follows the one before.</summary>
    public void Add(ChannelMessage message)
    {
        if (_entries.Count == 0)
        {
            _first = message.Sequence;
        }

        var size = message.Envelope.Length + message.Stamp.Length;
        Taken += size;
        while (_entries.Count > 0 && (_entries.Count >= maxMessages || _bytes + size > maxBytes))
        {
            DropOldest();
        }

        if (size > maxBytes)
        {
            return;
        }

        var start = _content.Append(message.Envelope.Span);
        _content.Append(message.Stamp.Span);
        _content.Append(message.MessageId);
        _entries.Enqueue(new Entry(
            start, message.Envelope.Length, message.Stamp.Length, message.MessageId.Length, message.AcceptedAt, message.ExpiresAt, message.Classification));
        _bytes += size;
    }

    /// <summary>Reads the messages after a sequence; false where the ring does not reach back so far.</summary>
    public bool TryRead(long afterSequence, int limit, out ImmutableArray<ChannelMessage> messages)
    {
        var skip = afterSequence + 1 - _first;
        if (_entries.Count == 0 || skip < 0 || skip >= _entries.Count)
        {
            messages = [];
            return false;
        }

        var found = new ChannelMessage[Math.Min(limit, _entries.Count - (int)skip)];
        var index = -skip;
        foreach (var entry in _entries)
        {
            if (index >= found.Length)
            {
                break;
            }

            if (index >= 0)
            {
                found[index] = Read(in entry, afterSequence + 1 + index);
            }

            index++;
        }

        messages = ImmutableCollectionsMarshal.AsImmutableArray(found);
        return true;
    }

    private void DropOldest()
    {
        var oldest = _entries.Dequeue();
        _bytes -= oldest.EnvelopeLength + oldest.StampLength;
        _content.FreeTo(oldest.End);
        _first++;
    }

    private ChannelMessage Read(in Entry entry, long sequence)
    {
        var bytes = new byte[entry.EnvelopeLength + entry.StampLength];
        _content.Read(entry.Start, bytes);
        return new ChannelMessage(
            sequence,
            _content.ReadText(entry.Start + bytes.Length, entry.IdLength),
            entry.AcceptedAt,
            entry.ExpiresAt,
            entry.Classification,
            bytes.AsMemory(0, entry.EnvelopeLength),
            bytes.AsMemory(entry.EnvelopeLength));
    }

    /// <summary>One message: its envelope, its stamp and its id follow each other in the ring.</summary>
    private readonly record struct Entry(
        long Start, int EnvelopeLength, int StampLength, int IdLength, DateTimeOffset AcceptedAt, DateTimeOffset? ExpiresAt, Classification Classification)
    {
        public long End => Start + EnvelopeLength + StampLength + IdLength;
    }
}
