using AgentBus.Grains.Rooms;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Cluster.Tests.Rooms;

public sealed class MessageRingTests
{
    [Fact]
    public void A_read_gives_what_follows_without_a_hole_or_says_that_it_cannot() =>
        Prop.ForAll(
            Gen.Choose(0, 60).Two().SelectMany(two => Gen.Choose(1, 20).Select(limit => (Count: two.Item1, After: two.Item2, Limit: limit))).ToArbitrary(),
            input =>
            {
                var ring = new MessageRing(20, long.MaxValue);
                for (var i = 1; i <= input.Count; i++)
                {
                    ring.Add(Message(i, 10));
                }

                var oldest = Math.Max(1, input.Count - 19);
                var reaches = input.After + 1 >= oldest && input.After < input.Count;
                var read = ring.TryRead(input.After, input.Limit, out var messages);
                return read == reaches
                    && messages.Select(message => message.Sequence)
                        .SequenceEqual(reaches ? Enumerable.Range(input.After + 1, Math.Min(input.Limit, input.Count - input.After)).Select(i => (long)i) : []);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Large_messages_push_older_ones_out()
    {
        var ring = new MessageRing(500, 1_000);
        for (var i = 1; i <= 5; i++)
        {
            ring.Add(Message(i, 400));
        }

        ring.TryRead(3, 10, out var kept).ShouldBeTrue();
        kept.Select(message => message.Sequence).ShouldBe([4, 5]);
        ring.TryRead(2, 10, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_message_larger_than_the_ring_is_not_held()
    {
        var ring = new MessageRing(500, 1_000);
        ring.Add(Message(1, 10));
        ring.Add(Message(2, 2_000));
        ring.TryRead(0, 10, out _).ShouldBeFalse();

        ring.Add(Message(3, 10));
        ring.TryRead(2, 10, out var kept).ShouldBeTrue();
        kept.ShouldHaveSingleItem().Sequence.ShouldBe(3);
    }

    private static ChannelMessage Message(long sequence, int bytes) =>
        new(sequence, $"{sequence}", DateTimeOffset.UnixEpoch, null, Classification.Public, new byte[bytes], ReadOnlyMemory<byte>.Empty);
}
