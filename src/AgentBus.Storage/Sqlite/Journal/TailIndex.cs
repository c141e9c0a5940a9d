namespace AgentBus.Storage.Sqlite;

/// <summary>
/// The index of the newest message rows, in memory: what the index tables do not cover yet. The writer adds after each commit, readers
/// take a copy of what they need, the indexer takes full segments away once they are in the tables. Thread-safe.
/// A reader asks here first and the tables second: what is gone from here is in the tables already.
/// </summary>
internal sealed class TailIndex(int segmentSize)
{
    private readonly Lock _gate = new();
    private readonly List<TailSegment> _segments = [];

    /// <summary>Called when a segment has become full; must not block.</summary>
    public Action? OnFull { get; set; }

    public void Add(ReadOnlySpan<TailEntry> entries)
    {
        var full = false;
        lock (_gate)
        {
            foreach (ref readonly var entry in entries)
            {
                if (_segments.Count == 0 || _segments[^1].Count >= segmentSize)
                {
                    full |= _segments.Count > 0;
                    _segments.Add(new TailSegment(entry.Row));
                }

                _segments[^1].Add(entry);
            }
        }

        if (full)
        {
            OnFull?.Invoke();
        }
    }

    /// <summary>The oldest segment that will not change any more, or null.</summary>
    public TailSegment? OldestFull()
    {
        lock (_gate)
        {
            return _segments.Count > 1 ? _segments[0] : null;
        }
    }

    /// <summary>The segment is in the tables.</summary>
    public void Remove(TailSegment segment)
    {
        lock (_gate)
        {
            _segments.Remove(segment);
        }
    }

    /// <summary>
    /// The rows of a channel from a sequence on, at most <paramref name="max"/>. <paramref name="from"/> returns the sequence of the
    /// first of them: what is before is in the tables. Where it has none, that is <see cref="long.MaxValue"/>.
    /// </summary>
    public List<long> ChannelRows(long channel, long sequence, int max, out long from)
    {
        List<long> found = [];
        from = long.MaxValue;
        lock (_gate)
        {
            foreach (var segment in _segments)
            {
                if (!segment.Channels.TryGetValue(channel, out var run))
                {
                    continue;
                }

                var skip = (int)Math.Clamp(sequence - run.FirstSequence, 0, run.Rows.Count);
                from = Math.Min(from, run.FirstSequence + skip);
                found.AddRange(run.Rows.GetRange(skip, Math.Min(run.Rows.Count - skip, max - found.Count)));
            }
        }

        return found;
    }

    /// <summary>The keys of a sender, oldest first.</summary>
    public List<KeyEntry> SenderKeys(long sender)
    {
        List<KeyEntry> found = [];
        lock (_gate)
        {
            foreach (var segment in _segments)
            {
                if (segment.Senders.TryGetValue(sender, out var keys))
                {
                    found.AddRange(keys);
                }
            }
        }

        return found;
    }
}
