using AgentBus.Domain.Ports;

namespace AgentBus.Domain.Queues;

/// <summary>What is in a queue's overflow: how much, and under which keys, so that a message that comes again is known. Not thread-safe.</summary>
public sealed class OverflowIndex
{
    // A sender that looked its key up in the journal just before the message got there sends again within this time.
    private static readonly TimeSpan KnownAfter = TimeSpan.FromMinutes(1);

    private readonly Queue<OverflowKey> _order = new();
    private readonly HashSet<OverflowKey> _keys = [];
    private readonly Queue<(OverflowKey Key, TimeSpan Until)> _left = new();
    private readonly HashSet<OverflowKey> _leftKeys = [];

    /// <summary>What was there before.</summary>
    public OverflowIndex(OverflowHead head)
    {
        Last = head.Last;
        foreach (var key in head.Keys)
        {
            Hold(key);
        }
    }

    /// <summary>Messages in it.</summary>
    public int Count => _order.Count;

    /// <summary>Their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>The ordinal of the last.</summary>
    public long Last { get; private set; }

    /// <summary>Whether anything can be known.</summary>
    public bool IsIdle => _order.Count == 0 && _left.Count == 0;

    /// <summary>Whether the message is in it, or went from it into the queue just now.</summary>
    public bool Knows(OverflowKey key, TimeSpan now)
    {
        while (_left.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _leftKeys.Remove(_left.Dequeue().Key);
        }

        return _keys.Contains(key) || _leftKeys.Contains(key);
    }

    /// <summary>Whether so many more messages fit.</summary>
    public bool Fits(int messages, long bytes, OverflowLimits limits) => Count + messages <= limits.MaxMessages && Bytes + bytes <= limits.MaxBytes;

    /// <summary>Takes a message behind the last; returns its ordinal.</summary>
    public long Add(OverflowKey key)
    {
        Hold(key);
        return ++Last;
    }

    /// <summary>The oldest so many are in the queue now.</summary>
    public void Drained(int count, TimeSpan now)
    {
        for (var i = 0; i < count; i++)
        {
            var key = _order.Dequeue();
            Forget(key);
            if (_leftKeys.Add(key))
            {
                _left.Enqueue((key, now + KnownAfter));
            }
        }
    }

    /// <summary>The newest so many could not be stored: they were never there.</summary>
    public void TakeBack(int count)
    {
        OverflowKey[] all = [.. _order];
        _order.Clear();
        foreach (var key in all.AsSpan(0, all.Length - count))
        {
            _order.Enqueue(key);
        }

        foreach (var key in all.AsSpan(all.Length - count))
        {
            Forget(key);
        }

        Last -= count;
    }

    private void Hold(OverflowKey key)
    {
        _order.Enqueue(key);
        _keys.Add(key);
        Bytes += key.Size;
    }

    private void Forget(OverflowKey key)
    {
        _keys.Remove(key);
        Bytes -= key.Size;
    }
}
