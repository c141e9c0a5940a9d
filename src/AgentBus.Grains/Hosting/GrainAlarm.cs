using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Hosting;

/// <summary>An alarm that rings in a turn of a grain, between its other turns. It costs a timer only once it was set.</summary>
internal sealed class GrainAlarm(IGrainBase grain, Func<Task> ring) : IAlarm
{
    private IGrainTimer? _timer;

    public void Set(TimeSpan due)
    {
        if (_timer is null)
        {
            _timer = grain.RegisterGrainTimer(ring, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
        }
        else
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }
}
