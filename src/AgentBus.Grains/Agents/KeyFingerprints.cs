namespace AgentBus.Grains.Agents;

/// <summary>
/// Keys as 32-bit fingerprints in two generations, of which the former is dropped whole when its newest key has left the window. It
/// never misses a key; it may take a new one for an old one (about once in ten thousand at half a million keys), which costs a look-up.
/// </summary>
internal sealed class KeyFingerprints(int max, TimeSpan window)
{
    private HashSet<int> _current = [];
    private HashSet<int> _former = [];
    private DateTimeOffset _began;
    private DateTimeOffset _newest;
    private DateTimeOffset _formerNewest;
    private DateTimeOffset _overflowed;

    /// <summary>A key's fingerprint. It is another one in each process.</summary>
    public static int Of(string key) => string.GetHashCode(key, StringComparison.Ordinal);

    /// <summary>Adds the fingerprint of a key that was delivered at a time; times grow.</summary>
    public void Add(int fingerprint, DateTimeOffset at)
    {
        Turn(at);
        if (_current.Count + _former.Count >= max)
        {
            // It finds no place, so until it leaves the window every key has to be looked up.
            _overflowed = at;
            return;
        }

        _current.Add(fingerprint);
        _newest = at;
    }

    /// <summary>Whether the key may be one of those within the window.</summary>
    public bool MayHold(string key, DateTimeOffset now)
    {
        if (_current.Count + _former.Count == 0)
        {
            return false;
        }

        if (now - _overflowed < window)
        {
            return true;
        }

        var fingerprint = Of(key);
        return (_current.Contains(fingerprint) && now - _newest < window) || (_former.Contains(fingerprint) && now - _formerNewest < window);
    }

    private void Turn(DateTimeOffset at)
    {
        if (_current.Count == 0)
        {
            _began = at;
        }
        else if (at - _began >= window / 2 && at - _formerNewest >= window)
        {
            (_former, _current) = (_current, _former);
            _current.Clear();
            _formerNewest = _newest;
            _began = at;
        }
    }
}
