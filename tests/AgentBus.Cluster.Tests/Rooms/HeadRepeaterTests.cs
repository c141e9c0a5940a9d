using AgentBus.Cluster.Tests.Support;
using AgentBus.Grains.Rooms;
using AgentBus.TestKit;

namespace AgentBus.Cluster.Tests.Rooms;

public sealed class HeadRepeaterTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<double> _repeated = [];
    private readonly HeadRepeater _heads;

    public HeadRepeaterTests() => _heads = new HeadRepeater(
        _time, [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)], RepeatAsync, ring => new ManualAlarm(_time, ring));

    [Fact]
    public void A_head_is_repeated_after_each_delay_and_then_no_more()
    {
        _heads.Published();

        Run(seconds: 120);

        _repeated.ShouldBe([1, 5, 30]);
    }

    [Fact]
    public void While_messages_come_nothing_is_repeated()
    {
        for (var i = 0; i < 20; i++)
        {
            _heads.Published();
            _time.Advance(TimeSpan.FromSeconds(0.5));
        }

        _repeated.ShouldBeEmpty();
        Run(seconds: 60);
        _repeated.ShouldBe([10.5, 14.5, 39.5]);
    }

    [Fact]
    public void A_publish_between_repetitions_starts_the_delays_again()
    {
        _heads.Published();
        Run(seconds: 10);
        _heads.Published();
        Run(seconds: 60);

        _repeated.ShouldBe([1, 5, 11, 15, 40]);
    }

    private void Run(int seconds)
    {
        for (var i = 0; i < seconds * 2; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(0.5));
        }
    }

    private Task RepeatAsync()
    {
        _repeated.Add((_time.GetUtcNow() - _time.Start).TotalSeconds);
        return Task.CompletedTask;
    }
}
