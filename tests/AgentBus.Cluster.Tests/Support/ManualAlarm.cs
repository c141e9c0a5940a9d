using AgentBus.Grains.Hosting;
using AgentBus.TestKit;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>An alarm that rings when manual time gets there.</summary>
internal sealed class ManualAlarm : IAlarm
{
    private readonly ITimer _timer;

    public ManualAlarm(ManualTimeProvider time, Func<Task> ring) =>
        _timer = time.CreateTimer(_ => ring().IsCompletedSuccessfully.ShouldBeTrue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Set(TimeSpan due) => _timer.Change(due, Timeout.InfiniteTimeSpan);
}
