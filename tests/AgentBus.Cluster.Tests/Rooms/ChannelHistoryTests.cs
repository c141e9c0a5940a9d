using System.Collections.Immutable;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Rooms;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Cluster.Tests.Rooms;

/// <summary>Pages of history against the plain list of messages that a channel holds, from memory and store (HIS-01, HIS-03, HIS-05).</summary>
public sealed class ChannelHistoryTests
{
    private static readonly ChannelKey Channel = new("acme", "ops", "general");

    private static readonly Arbitrary<(int Head, int First, int Ring, int Page, int Size)> Worlds = (
        from head in Gen.Choose(0, 60)
        from first in Gen.Choose(1, 61)
        from ring in Gen.Choose(1, 70)
        from page in Gen.Choose(1, 25)
        from size in Gen.Elements(1, 100_000, 700_000)
        select (head, Math.Min(first, head + 1), ring, page, size)).ToArbitrary();

    [Fact]
    public void Pages_forward_show_every_message_once_in_order_whatever_their_size() => Prop.ForAll(Worlds, world =>
    {
        var history = Open(world);
        Forward(history, world.Page, new HistoryQuery(new Position(0, 0), null, 0, world.Page)).ShouldBe(Model(world));
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Pages_backward_show_every_message_once_from_the_newest_to_the_oldest() => Prop.ForAll(Worlds, world =>
    {
        var history = Open(world);
        List<long> seen = [];
        var page = Read(history, new HistoryQuery(null, null, 0, world.Page));
        while (true)
        {
            page.Messages.Length.ShouldBeLessThanOrEqualTo(world.Page);
            seen.InsertRange(0, page.Messages.Select(message => message.Sequence));
            if (page.Next == 0)
            {
                break;
            }

            page = Read(history, new HistoryQuery(null, null, page.Next, world.Page));
        }

        seen.ShouldBe(Model(world));
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Pages_since_a_time_show_exactly_what_was_accepted_since() => Prop.ForAll(Worlds, Gen.Choose(0, 62).ToArbitrary(), (world, since) =>
    {
        var query = new HistoryQuery(null, DateTimeOffset.UnixEpoch.AddSeconds(since), 0, world.Page);
        Forward(Open(world), world.Page, query).ShouldBe(Model(world).Where(sequence => sequence >= since));
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Without_the_store_pages_show_what_memory_holds_and_say_so() => Prop.ForAll(Worlds, world =>
    {
        var history = Open(world, isBroken: true);
        var held = world.Size == 1 ? Model(world).Where(sequence => sequence > world.Head - world.Ring).ToList() : null;
        var seen = Forward(history, world.Page, new HistoryQuery(new Position(0, 0), null, 0, world.Page));

        seen.ShouldBe(Model(world).TakeLast(seen.Count));
        if (held is not null)
        {
            seen.ShouldBe(held);
            var first = Read(history, new HistoryQuery(new Position(0, 0), null, 0, world.Page));
            first.IsPartial.ShouldBe(held.Count < Model(world).Count());
        }
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_page_takes_about_a_mebibyte_and_at_least_one_message()
    {
        var recent = Read(Open((40, 1, 40, 40, 100_000)), new HistoryQuery(null, null, 0, 40));
        var stored = Read(Open((40, 1, 1, 40, 100_000)), new HistoryQuery(null, null, 0, 40));
        var large = Read(Open((3, 1, 1, 40, 2_000_000)), new HistoryQuery(null, null, 0, 40));

        (recent.Messages.Length, recent.Messages[^1].Sequence, recent.Next).ShouldBe((10, 40, 31));
        stored.Messages[^1].Sequence.ShouldBe(40);
        stored.Messages.Length.ShouldBeInRange(5, 10);
        large.Messages.ShouldHaveSingleItem().Sequence.ShouldBe(3);
    }

    [Fact]
    public async Task Those_who_follow_get_no_history_without_the_store()
    {
        var history = Open((60, 1, 5, 10, 1), isBroken: true);

        await Should.ThrowAsync<IOException>(() => history.ReadAsync(0, 10));
        (await history.ReadAsync(56, 10)).Length.ShouldBe(4);
    }

    private static IEnumerable<long> Model((int Head, int First, int Ring, int Page, int Size) world) =>
        Enumerable.Range(world.First, world.Head - world.First + 1).Select(i => (long)i);

    private static List<long> Forward(ChannelHistory history, int limit, HistoryQuery query)
    {
        List<long> seen = [];
        var page = Read(history, query);
        while (true)
        {
            page.Messages.Length.ShouldBeLessThanOrEqualTo(limit);
            seen.AddRange(page.Messages.Select(message => message.Sequence));
            if (page.Next == 0)
            {
                return seen;
            }

            page = Read(history, new HistoryQuery(new Position(page.Epoch, page.Next), null, 0, limit));
        }
    }

    private static HistoryPage Read(ChannelHistory history, HistoryQuery query) => history.PageAsync(query).GetAwaiter().GetResult();

    private static ChannelHistory Open((int Head, int First, int Ring, int Page, int Size) world, bool isBroken = false)
    {
        var messages = Enumerable.Range(1, world.Head).Select(i => Message(i, world.Size)).ToImmutableArray();
        var store = new ListedHistory(messages, world.First) { IsBroken = isBroken };
        var ring = new MessageRing(world.Ring, 8 << 20);
        foreach (var message in messages)
        {
            ring.Add(message);
        }

        var first = world.First > world.Head ? 0 : world.First;
        var log = new ChannelLog(Channel, new ChannelHead(7, 1, first, world.Head), store);
        return new ChannelHistory(Channel, log, ring, store, store);
    }

    private static ChannelMessage Message(long sequence, int size) =>
        new(sequence, $"m{sequence}", DateTimeOffset.UnixEpoch.AddSeconds(sequence), null, Classification.Public, new byte[size], ReadOnlyMemory<byte>.Empty);
}
