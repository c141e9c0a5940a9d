using System.Collections.Immutable;
using AgentBus.Grains.Hosting;

namespace AgentBus.Grains.Rooms;

/// <summary>
/// Repeats a channel's head some times after its last publish, so that a subscriber that missed the last stream event learns of it.
/// The alarm sets itself again: a publish only notes the time.
/// </summary>
internal sealed class HeadRepeater
{
    private readonly TimeProvider _time;
    private readonly ImmutableArray<TimeSpan> _delays;
    private readonly Func<Task> _repeat;
    private readonly IAlarm _alarm;
    private long _published;
    private int _next;
    private bool _armed;

    public HeadRepeater(TimeProvider time, ImmutableArray<TimeSpan> delays, Func<Task> repeat, Func<Func<Task>, IAlarm> alarm)
    {
        (_time, _delays, _repeat) = (time, delays, repeat);
        _alarm = alarm(OnDueAsync);
    }

    /// <summary>Starts the delays again.</summary>
    public void Published()
    {
        _published = _time.GetTimestamp();
        if (_delays.Length > 0 && (!_armed || _next > 0))
        {
            _next = 0;
            Arm(_delays[0]);
        }
    }

    private void Arm(TimeSpan due)
    {
        _armed = true;
        _alarm.Set(due);
    }

    private Task OnDueAsync()
    {
        _armed = false;
        var missing = _delays[_next] - _time.GetElapsedTime(_published);
        if (missing > TimeSpan.Zero)
        {
            Arm(missing);
            return Task.CompletedTask;
        }

        if (_next + 1 < _delays.Length)
        {
            _next++;
            Arm(_delays[_next] - _delays[_next - 1]);
        }

        return _repeat();
    }
}
