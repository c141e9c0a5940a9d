using AgentBus.Grains.Memory;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Cluster.Tests.Memory;

public sealed class ByteRingTests
{
    [Fact]
    public void What_is_not_freed_stays_readable_through_growth_and_turns_of_the_ring() =>
        Prop.ForAll(
            Gen.Choose(0, 900).ListOf().Where(lengths => lengths.Count > 0).ToArbitrary(),
            lengths =>
            {
                var ring = new ByteRing();
                var kept = new Queue<(long Position, byte[] Bytes)>();
                var random = new Random(lengths.Count);
                for (var round = 0; round < 5; round++)
                {
                    foreach (var length in lengths)
                    {
                        var bytes = new byte[length];
                        random.NextBytes(bytes);
                        kept.Enqueue((ring.Append(bytes), bytes));
                        if (random.Next(3) > 0)
                        {
                            var (position, freed) = kept.Dequeue();
                            ring.FreeTo(position + freed.Length);
                        }
                    }
                }

                return kept.All(entry =>
                {
                    var read = new byte[entry.Bytes.Length];
                    ring.Read(entry.Position, read);
                    return read.AsSpan().SequenceEqual(entry.Bytes) && ring.Holds(entry.Position, entry.Bytes);
                });
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_is_read_as_it_was_appended_and_is_not_taken_for_another()
    {
        var ring = new ByteRing();
        var longText = new string('x', 1_000);
        var (first, second) = (ring.Append("message-1"), ring.Append(longText));

        ring.ReadText(first, 9).ShouldBe("message-1");
        ring.ReadText(second, 1_000).ShouldBe(longText);
        ring.Holds(first, "message-1").ShouldBeTrue();
        ring.Holds(first, "message-2").ShouldBeFalse();
    }
}
