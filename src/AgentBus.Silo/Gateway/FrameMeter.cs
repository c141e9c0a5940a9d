using AgentBus.Model;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// A connection's token bucket for frames, and its strikes for those that were malformed or too many (SEC-09, SEC-10). One reader; not
/// thread-safe.
/// </summary>
/// <param name="perSecond">Frames and envelopes a second; 0: no limit.</param>
/// <param name="burst">So many at once.</param>
/// <param name="maxStrikes">So many strikes are too many; one is forgiven a minute.</param>
/// <param name="time">The clock.</param>
internal sealed class FrameMeter(int perSecond, int burst, int maxStrikes, TimeProvider time)
{
    private static readonly TimeSpan Forgiving = TimeSpan.FromMinutes(1);

    private double _tokens = burst;
    private long _filledAt = time.GetTimestamp();
    private int _strikes;
    private long _struckAt = time.GetTimestamp();

    /// <summary>Takes so many; null: they were there.</summary>
    public Refusal? Take(int count)
    {
        if (perSecond == 0)
        {
            return null;
        }

        var now = time.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
        _filledAt = now;
        if (_tokens >= count || (_tokens >= burst && count > burst))
        {
            _tokens -= count;
            return null;
        }

        return new Refusal(
            Code.RateLimited,
            $"The connection sends more than {perSecond} frames and envelopes a second; wait, then send again.",
            TimeSpan.FromSeconds((count - _tokens) / perSecond));
    }

    /// <summary>Counts an offence; true when there were too many.</summary>
    public bool Strike()
    {
        var now = time.GetTimestamp();
        var forgiven = (int)(time.GetElapsedTime(_struckAt, now) / Forgiving);
        if (forgiven > 0 || _strikes == 0)
        {
            _strikes = Math.Max(0, _strikes - forgiven);
            _struckAt = now;
        }

        return ++_strikes >= maxStrikes;
    }
}
