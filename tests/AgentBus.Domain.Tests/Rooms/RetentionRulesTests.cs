using AgentBus.Domain.Rooms;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Rooms;

public sealed class RetentionRulesTests
{
    [Theory]
    [InlineData(0, 0, 0, "no limit")]
    [InlineData(100, 0, 0, "as many as there are")]
    [InlineData(10, 0, 90, "by number")]
    [InlineData(0, 41, 40, "by age")]
    [InlineData(10, 41, 90, "by number, which lets go more")]
    [InlineData(80, 41, 40, "by age, which lets go more")]
    [InlineData(0, 101, 100, "all are too old")]
    public void What_is_beyond_any_limit_goes(long maxMessages, long youngEnough, long through, string what) =>
        RetentionRules.Through(new RetentionLimits(maxMessages, 0, youngEnough > 0 ? TimeSpan.FromHours(1) : TimeSpan.Zero), 100, youngEnough)
            .ShouldBe(through, what);

    [Theory]
    [InlineData(0, 500, 0)]
    [InlineData(400, 500, 100)]
    [InlineData(600, 500, 0)]
    public void Bytes_beyond_the_limit_have_to_go(long maxBytes, long held, long excess) =>
        RetentionRules.Excess(new RetentionLimits(0, maxBytes, TimeSpan.Zero), held).ShouldBe(excess);

    [Fact]
    public void Limits_of_zero_are_none()
    {
        RetentionLimits.AreSet(null).ShouldBeFalse();
        RetentionLimits.AreSet(new RetentionLimits(0, 0, TimeSpan.Zero)).ShouldBeFalse();
        RetentionLimits.AreSet(new RetentionLimits(0, 0, TimeSpan.FromTicks(1))).ShouldBeTrue();
    }
}
