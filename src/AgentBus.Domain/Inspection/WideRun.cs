using System.Buffers;

namespace AgentBus.Domain.Inspection;

/// <summary>
/// The last run of base64 that a shape of tokens read beyond its word. Later words of the same run are judged by what is known of it, so that a text of prefixes costs
/// no more than once its length, however many there are, and hides no token.
/// </summary>
internal struct WideRun
{
    private int _from;
    private int _end;
    private int _lastRow;

    /// <summary>Where the run ends in which this byte is.</summary>
    public int EndOf(ReadOnlySpan<byte> text, int at, SearchValues<byte> members, int longest)
    {
        if (at < _from || at >= _end)
        {
            _from = at;
            _end = Bytes.EndOf(text, at, members);
            _lastRow = Randomness.LastRow(text[Math.Max(at, _end - longest).._end]) + Math.Max(at, _end - longest);
        }

        return _end;
    }

    /// <summary>Whether what goes from here to the run's end has a row (<see cref="Randomness.HasRow"/>). Asked after <see cref="EndOf"/>, of no more than the longest.</summary>
    public readonly bool HasRow(int at) => at <= _lastRow;
}
