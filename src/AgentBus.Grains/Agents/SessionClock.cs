using AgentBus.Model;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Agents;

/// <summary>Ends sessions at their deadlines, whether or not they call. One timer, set for the first deadline of all.</summary>
internal sealed class SessionClock(IGrainBase agent, Sessions sessions, TimeProvider time, Action ended)
{
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Latest = TimeSpan.FromDays(1);

    private IGrainTimer? _timer;
    private DateTimeOffset? _due;

    /// <summary>Sets the timer, where a session has a deadline before it. To be called when a session opens or gets another credential.</summary>
    public void Set()
    {
        if (sessions.NextDeadline() is not { } deadline || _due <= deadline)
        {
            return;
        }

        _due = deadline;
        var missing = deadline - time.GetUtcNow();
        var due = missing < Soonest ? Soonest : missing > Latest ? Latest : missing;
        if (_timer is null)
        {
            _timer = agent.RegisterGrainTimer(OnDueAsync, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
        }
        else
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private Task OnDueAsync(CancellationToken cancellationToken)
    {
        _due = null;
        var now = time.GetUtcNow();
        sessions.End(session => sessions.Deadline(session) <= now ? Refusal.SessionExpired : null);
        ended();
        Set();
        return Task.CompletedTask;
    }
}
