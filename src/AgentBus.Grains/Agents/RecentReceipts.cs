using AgentBus.Domain.Admission;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Memory;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>
/// The latest keys that were delivered, with what a receipt says, oldest first. No object is kept for any of them (see
/// <see cref="ByteRing"/>). Keys and ids are ASCII, as the Shape stage demands. Not thread-safe.
/// </summary>
internal sealed class RecentReceipts
{
    private const int FirstCapacity = 16;
    private const int SameAsKey = -1;

    private readonly ByteRing _texts = new();

    // An agent that has sent nothing holds nothing.
    private Entry[] _entries = [];

    // By hash the number of the latest entry; each names the one before it. A number before the first is out of date.
    private long[] _latest = new long[1];
    private long _first = 1;
    private long _next = 1;

    /// <summary>How many there are.</summary>
    public int Count => (int)(_next - _first);

    /// <summary>Takes a key that is not there yet.</summary>
    public void Add(DeliveredKey delivered)
    {
        if (Count == _entries.Length)
        {
            Grow();
        }

        var (key, id) = (delivered.IdempotencyKey, delivered.MessageId);
        var text = _texts.Append(key);
        _texts.Append(delivered.BodyDigest.Span);
        if (id != key)
        {
            _texts.Append(id);
        }

        Link(new Entry(
            KeyFingerprints.Of(key), text, key.Length, delivered.BodyDigest.Length, id == key ? SameAsKey : id.Length, delivered.Channel, delivered.Position, delivered.AcceptedAt));
    }

    /// <summary>Whether the key is there.</summary>
    public bool Contains(string key) => Find(key) != 0;

    /// <summary>What is known of a key.</summary>
    public KeyLookup Find(string key, ReadOnlySpan<byte> digest)
    {
        var number = Find(key);
        if (number == 0)
        {
            return new KeyLookup(KeyState.Unknown);
        }

        ref readonly var entry = ref At(number);
        return digest.Length == entry.DigestLength && _texts.Holds(entry.Text + entry.KeyLength, digest)
            ? new KeyLookup(KeyState.SameDelivered, Receipts.Delivered(MessageId(in entry, key), entry.Channel, entry.Position))
            : new KeyLookup(KeyState.Conflict);
    }

    /// <summary>Lets the oldest go; returns its fingerprint and when it was delivered.</summary>
    public (int Fingerprint, DateTimeOffset At) RemoveOldest()
    {
        ref readonly var oldest = ref At(_first++);
        _texts.FreeTo(oldest.Text + oldest.KeyLength + oldest.DigestLength + Math.Max(0, oldest.IdLength));
        return (oldest.Fingerprint, oldest.At);
    }

    private long Find(string key)
    {
        var fingerprint = KeyFingerprints.Of(key);
        for (var number = _latest[fingerprint & (_latest.Length - 1)]; number >= _first; number = At(number).Before)
        {
            ref readonly var entry = ref At(number);
            if (entry.Fingerprint == fingerprint && entry.KeyLength == key.Length && _texts.Holds(entry.Text, key))
            {
                return number;
            }
        }

        return 0;
    }

    private string MessageId(ref readonly Entry entry, string key) =>
        entry.IdLength == SameAsKey ? key : _texts.ReadText(entry.Text + entry.KeyLength + entry.DigestLength, entry.IdLength);

    private void Link(in Entry entry)
    {
        ref var latest = ref _latest[entry.Fingerprint & (_latest.Length - 1)];
        _entries[_next & (_entries.Length - 1)] = entry with { Before = latest };
        latest = _next++;
    }

    private void Grow()
    {
        var former = _entries;
        var end = _next;
        _entries = new Entry[Math.Max(FirstCapacity, former.Length * 2)];
        _latest = new long[_entries.Length];
        for (_next = _first; _next < end;)
        {
            Link(former[_next & (former.Length - 1)]);
        }
    }

    private ref Entry At(long number) => ref _entries[number & (_entries.Length - 1)];

    /// <summary>One key: its bytes, the digest's and, where it is another one, the message id's follow each other in the ring.</summary>
    private readonly record struct Entry(
        int Fingerprint, long Text, int KeyLength, int DigestLength, int IdLength, ChannelKey Channel, Position Position, DateTimeOffset At)
    {
        public long Before { get; init; }
    }
}
