using AgentBus.Grains.Hosting;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>Ends sessions at their deadlines, whether or not they call. One alarm, set for the first deadline of all.</summary>
internal sealed class SessionClock
{
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Latest = TimeSpan.FromDays(1);

    private readonly Sessions _sessions;
    private readonly TimeProvider _time;
    private readonly Action _ended;
    private readonly IAlarm _alarm;
    private DateTimeOffset? _due;

    public SessionClock(Sessions sessions, TimeProvider time, Action ended, Func<Func<Task>, IAlarm> alarm)
    {
        (_sessions, _time, _ended) = (sessions, time, ended);
        _alarm = alarm(OnDueAsync);
    }

    /// <summary>Sets the alarm, where a session has a deadline before it. To be called when a session opens or gets another credential.</summary>
    public void Set()
    {
        if (_sessions.NextDeadline() is not { } deadline || _due <= deadline)
        {
            return;
        }

        var missing = deadline - _time.GetUtcNow();
        _due = deadline;
        _alarm.Set(missing < Soonest ? Soonest : missing > Latest ? Latest : missing);
    }

    private Task OnDueAsync()
    {
        _due = null;
        var now = _time.GetUtcNow();
        _sessions.End(session => _sessions.Deadline(session) <= now ? Refusal.SessionExpired : null);
        _ended();
        Set();
        return Task.CompletedTask;
    }
}
