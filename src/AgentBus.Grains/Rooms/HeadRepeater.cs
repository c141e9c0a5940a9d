using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Rooms;

/// <summary>
/// Repeats a channel's head some times after its last publish, so that a subscriber that missed the last stream event learns of it.
/// One timer, set again by itself: a publish only notes the time.
/// </summary>
internal sealed class HeadRepeater(IGrainBase room, TimeProvider time, ImmutableArray<TimeSpan> delays, Func<Task> repeat)
{
    private IGrainTimer? _timer;
    private long _published;
    private int _next;
    private bool _armed;

    /// <summary>Starts the delays again.</summary>
    public void Published()
    {
        _published = time.GetTimestamp();
        if (delays.Length > 0 && (!_armed || _next > 0))
        {
            _next = 0;
            Arm(delays[0]);
        }
    }

    private void Arm(TimeSpan due)
    {
        _armed = true;
        if (_timer is null)
        {
            _timer = room.RegisterGrainTimer(OnDueAsync, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
        }
        else
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task OnDueAsync(CancellationToken cancellationToken)
    {
        _armed = false;
        var missing = delays[_next] - time.GetElapsedTime(_published);
        if (missing > TimeSpan.Zero)
        {
            Arm(missing);
            return;
        }

        var following = _next + 1;
        if (following < delays.Length)
        {
            _next = following;
            Arm(delays[following] - delays[following - 1]);
        }

        await repeat();
    }
}
