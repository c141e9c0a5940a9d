using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Deliberation;

/// <summary>
/// Wakes a case at the moment at which something is due, while the case is in memory; the sweeper wakes those that are not. It rings between
/// calls, never within one.
/// </summary>
internal sealed class CaseClock(IGrainBase grain, Func<Task> ring, TimeProvider time)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(30);

    private IGrainTimer? _timer;
    private TimeSpan _retry = FirstRetry;

    /// <summary>It rings to try something again.</summary>
    public bool IsRetrying { get; private set; }

    /// <summary>Rings at a moment; null: not at all.</summary>
    public void Set(DateTimeOffset? due)
    {
        _retry = FirstRetry;
        IsRetrying = false;
        if (due is { } moment)
        {
            Ring(moment - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero);
        }
        else
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Rings soon, and later each time until something else is set.</summary>
    public void Retry()
    {
        Ring(_retry);
        IsRetrying = true;
        _retry = _retry + _retry < LastRetry ? _retry + _retry : LastRetry;
    }

    private void Ring(TimeSpan due)
    {
        if (_timer is null)
        {
            _timer = grain.RegisterGrainTimer(RingAsync, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
        }
        else
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private Task RingAsync()
    {
        IsRetrying = false;
        return ring();
    }
}
