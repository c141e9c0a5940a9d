using AgentBus.Silo.Gateway;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Units;

public sealed class FrameMeterTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void A_burst_passes_then_the_rate_holds_and_the_refusal_tells_how_long()
    {
        var meter = new FrameMeter(perSecond: 10, burst: 20, maxStrikes: 3, _time);

        meter.Take(20).ShouldBeNull();
        meter.Take(5).ShouldNotBeNull().RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(500));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        meter.Take(5).ShouldBeNull();
    }

    [Fact]
    public void More_than_the_burst_at_once_passes_a_full_bucket_and_is_paid_back()
    {
        var meter = new FrameMeter(perSecond: 10, burst: 20, maxStrikes: 3, _time);

        meter.Take(30).ShouldBeNull();
        meter.Take(1).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromSeconds(1.1));
        meter.Take(1).ShouldBeNull();
    }

    [Fact]
    public void Without_a_rate_everything_passes()
    {
        var meter = new FrameMeter(perSecond: 0, burst: 1, maxStrikes: 3, _time);

        meter.Take(1_000_000).ShouldBeNull();
    }

    [Fact]
    public void So_many_strikes_are_too_many_and_each_minute_forgives_one()
    {
        var meter = new FrameMeter(0, 1, maxStrikes: 3, _time);

        meter.Strike().ShouldBeFalse();
        meter.Strike().ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(1));
        meter.Strike().ShouldBeFalse();
        meter.Strike().ShouldBeTrue();
    }
}
