namespace AgentBus.Domain.Sequences;

/// <summary>
/// The latest messages of a sender or a conversation, as kinds with counts: bounded, and without any memory for a message of a kind that is
/// known. When there is no room, what ranks lowest goes, of equals the one that was longest ago, and it is told that something was forgotten: a flood of
/// harmless messages can neither push out what matters nor hide that it did. Not thread-safe.
/// </summary>
/// <param name="capacity">Kinds that it holds, 1 or more.</param>
/// <param name="since">When it began.</param>
internal sealed class RecentMessages(int capacity, DateTimeOffset since)
{
    private readonly SequenceEntry[] _entries = new SequenceEntry[capacity];
    private int _count;
    private int _latest;
    private DateTimeOffset _forgot = DateTimeOffset.MinValue;

    /// <summary>Kinds that it holds at most.</summary>
    public int Capacity => _entries.Length;

    /// <summary>When it began; what was before is not in it.</summary>
    public DateTimeOffset Since => since;

    /// <summary>The kinds, in no order.</summary>
    public ReadOnlySpan<SequenceEntry> Entries => _entries.AsSpan(0, _count);

    /// <summary>All messages of the window are in it.</summary>
    public bool IsComplete(DateTimeOffset now, TimeSpan window) => since <= now - window && _forgot < now - window;

    /// <summary>Remembers a message.</summary>
    public void Note(in SequenceKind kind, DateTimeOffset now, TimeSpan window)
    {
        Expire(now - window);
        var place = Find(in kind);
        if (place >= 0)
        {
            ref var known = ref _entries[place];
            known = known with { Count = known.Count + 1, Last = now };
        }
        else
        {
            place = _count < _entries.Length ? _count++ : Free(in kind);
            if (place < 0)
            {
                _forgot = now;
                return;
            }

            _entries[place] = new SequenceEntry(kind, 1, now, now);
        }

        _latest = place;
    }

    /// <summary>Forgets what is older than the window.</summary>
    public void Expire(DateTimeOffset before)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            if (_entries[i].Last < before)
            {
                _entries[i] = _entries[--_count];
                _entries[_count] = default;
                _latest = 0;
            }
        }
    }

    // Most messages are like the one before.
    private int Find(in SequenceKind kind)
    {
        if (_latest < _count && _entries[_latest].Kind.Equals(kind))
        {
            return _latest;
        }

        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Kind.Equals(kind))
            {
                return i;
            }
        }

        return -1;
    }

    // The place of what is least worth keeping; below 0: that is the new one.
    private int Free(in SequenceKind kind)
    {
        var least = 0;
        for (var i = 1; i < _count; i++)
        {
            var (one, other) = (_entries[i], _entries[least]);
            least = one.Kind.Rank < other.Kind.Rank || (one.Kind.Rank == other.Kind.Rank && one.Last < other.Last) ? i : least;
        }

        if (_entries[least].Kind.Rank > kind.Rank)
        {
            return -1;
        }

        _forgot = _entries[least].Last > _forgot ? _entries[least].Last : _forgot;
        return least;
    }
}
