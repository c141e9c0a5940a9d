using AgentBus.Domain.Contexts;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Contexts;

public sealed class ContextRulesTests
{
    private const int MaxBytes = 10;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly ContextWrite Good = new(new SessionToken("s", "x"), "talk", 0, new byte[6], new byte[4], Longest);

    [Fact]
    public void A_write_within_the_limits_is_taken() => Check(Good).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("line\nbreak")]
    public void A_name_is_text_in_one_line(string id) => Check(Good with { ContextId = id }).ShouldBe(Code.MessageInvalid);

    [Fact]
    public void A_name_has_128_characters_at_most()
    {
        Check(Good with { ContextId = new string('x', 128) }).ShouldBeNull();
        Check(Good with { ContextId = new string('x', 129) }).ShouldBe(Code.MessageInvalid);
    }

    [Fact]
    public void State_and_memory_count_together() => Check(Good with { Memory = new byte[5] }).ShouldBe(Code.LimitExceeded);

    [Fact]
    public void No_time_is_asked_for_that_is_too_long_or_past()
    {
        Check(Good with { TimeToLive = Longest + TimeSpan.FromTicks(1) }).ShouldBe(Code.LimitExceeded);
        Check(Good with { TimeToLive = TimeSpan.FromTicks(-1) }).ShouldBe(Code.LimitExceeded);
    }

    [Fact]
    public void A_revision_below_zero_was_never_read() => Check(Good with { Revision = -1 }).ShouldBe(Code.MessageInvalid);

    private static Code? Check(ContextWrite write) => ContextRules.CheckWrite(write, MaxBytes, Longest)?.Code;
}
