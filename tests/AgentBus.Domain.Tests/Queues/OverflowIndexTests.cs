using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Queues;

public sealed class OverflowIndexTests
{
    private static readonly AgentKey Sender = new("acme", "alice");

    [Fact]
    public void A_message_is_known_while_it_is_there_and_for_a_minute_after_it_left()
    {
        var index = new OverflowIndex(OverflowHead.Empty);
        index.IsIdle.ShouldBeTrue();
        index.Add(Key("a")).ShouldBe(1);
        index.Add(Key("b")).ShouldBe(2);

        index.Drained(1, TimeSpan.FromHours(1));

        (index.Count, index.Bytes, index.Last).ShouldBe((1, 100L, 2L));
        index.Knows(Key("a"), TimeSpan.FromHours(1)).ShouldBeTrue();
        index.Knows(Key("b"), TimeSpan.FromHours(1)).ShouldBeTrue();
        index.Knows(Key("b", digest: 2), TimeSpan.FromHours(1)).ShouldBeFalse("it is another message under the key");
        index.Knows(Key("a"), TimeSpan.FromMinutes(61)).ShouldBeFalse();
        index.Drained(1, TimeSpan.FromHours(2));
        index.Knows(Key("b"), TimeSpan.FromHours(3)).ShouldBeFalse();
        index.IsIdle.ShouldBeTrue();
    }

    [Fact]
    public void What_could_not_be_stored_was_never_there()
    {
        var index = new OverflowIndex(new OverflowHead(7, [Key("a")]));
        index.Add(Key("b")).ShouldBe(8);
        index.Add(Key("c")).ShouldBe(9);

        index.TakeBack(2);

        (index.Count, index.Bytes, index.Last).ShouldBe((1, 100L, 7L));
        index.Knows(Key("b"), default).ShouldBeFalse();
        index.Knows(Key("a"), default).ShouldBeTrue();
        index.Add(Key("d")).ShouldBe(8);
    }

    [Theory]
    [InlineData(2, 200, true)]
    [InlineData(3, 200, false)]
    [InlineData(2, 301, false)]
    public void It_is_bounded_in_messages_and_bytes(int messages, long bytes, bool fits) =>
        new OverflowIndex(new OverflowHead(1, [Key("a")])).Fits(messages, bytes, new OverflowLimits(OverflowMode.Spill, default, 3, 400)).ShouldBe(fits);

    private static OverflowKey Key(string key, int digest = 1) => new(Sender, key, (UInt128)digest, 100);
}
