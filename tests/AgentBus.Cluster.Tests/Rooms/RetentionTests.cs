using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Rooms;

public sealed class RetentionTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task Beyond_the_number_the_oldest_go_from_memory_and_store()
    {
        var (tenant, alice, room) = await RoomAsync(100);

        var swept = await room.SweepAsync(new RetentionLimits(10, 0, TimeSpan.Zero));

        (swept.First, swept.Messages, swept.IsComplete).ShouldBe((91, 90, true));
        var page = (await alice.ReadAsync()).Value!;
        (page.First, page.Head).ShouldBe((91, 100));
        page.Messages.Select(TestAgent.Text).ShouldBe(Enumerable.Range(91, 10).Select(i => $"{i}"));
        (await room.SweepAsync(new RetentionLimits(10, 0, TimeSpan.Zero))).Messages.ShouldBe(0);
        await ReopenAsync(tenant);
        (await alice.ReadAsync()).Value!.Messages.Select(TestAgent.Text).ShouldBe(Enumerable.Range(91, 10).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Beyond_the_bytes_the_oldest_go_and_what_comes_is_counted()
    {
        var (_, alice, room) = await RoomAsync(40);
        var size = (await alice.ReadAsync()).Value!.Messages.Sum(message => (long)message.Envelope.Length + message.Stamp.Length) / 40;
        var limits = new RetentionLimits(0, size * 20, TimeSpan.Zero);

        var first = await room.SweepAsync(limits);
        await alice.SendAsync([.. Enumerable.Range(41, 30).Select(i => alice.Message($"{i}"))]);
        await room.SweepAsync(limits);

        first.First.ShouldBeInRange(20, 23);
        var left = (await alice.ReadAsync()).Value!.Messages;
        left.Sum(message => (long)message.Envelope.Length + message.Stamp.Length).ShouldBeLessThanOrEqualTo(size * 20);
        left.Length.ShouldBeInRange(18, 21);
        left[^1].Sequence.ShouldBe(70);
    }

    [Fact]
    public async Task After_their_age_all_go_and_the_next_one_begins_the_history()
    {
        var (_, alice, room) = await RoomAsync(5);

        (await room.SweepAsync(new RetentionLimits(0, 0, TimeSpan.FromTicks(1)))).First.ShouldBe(0);
        var page = (await alice.ReadAsync()).Value!;
        var receipt = await alice.SendAsync("next");

        (page.First, page.Head, page.Messages.Length).ShouldBe((0, 5, 0));
        receipt.Position.Sequence.ShouldBe(6);
        (await alice.ReadAsync()).Value!.Messages.Select(TestAgent.Text).ShouldBe(["next"]);
        (await alice.ReadAsync()).Value!.First.ShouldBe(6);
    }

    [Fact]
    public async Task A_sweep_among_publishers_loses_nothing_that_is_within_the_limits()
    {
        var (tenant, alice, room) = await RoomAsync(1);
        var bob = await cluster.AgentAsync(tenant, "bob");
        var publishing = Task.WhenAll(PublishAsync(alice), PublishAsync(bob));
        while (!publishing.IsCompleted)
        {
            (await room.SweepAsync(new RetentionLimits(300, 0, TimeSpan.Zero))).IsComplete.ShouldBeTrue();
        }

        await publishing;
        await room.SweepAsync(new RetentionLimits(300, 0, TimeSpan.Zero));

        var page = (await alice.ReadAsync()).Value!;
        page.Messages.Select(message => message.Sequence).ShouldBe(Enumerable.Range(0, 300).Select(i => page.Head - 299 + i));
        page.Head.ShouldBe(2_001);

        async Task PublishAsync(TestAgent agent)
        {
            for (var i = 0; i < 100; i++)
            {
                await agent.SendAsync([.. Enumerable.Range(0, 10).Select(_ => agent.Message("x"))]);
            }
        }
    }

    [Fact]
    public async Task The_lag_of_members_is_what_they_have_not_acknowledged()
    {
        var (tenant, alice, room) = await RoomAsync(10);
        var bob = await cluster.AgentAsync(tenant, "bob");
        await alice.SubscribeAsync();
        await bob.SubscribeAsync();
        var epoch = (await alice.ReadAsync()).Value!.Epoch;
        await cluster.Silo<IPositionStore>().NoteAsync(alice.Key, [new(Settings.General(tenant), new Position(epoch, 7))]);

        var lag = await room.LagAsync();

        lag.Consumers.ShouldBe([new ConsumerLag(alice.Key, 7, 3), new ConsumerLag(bob.Key, 0, 10)]);
        (lag.Head, lag.Max, lag.Total).ShouldBe((10, 10, 13));
    }

    private async Task<(string Tenant, TestAgent Alice, IRoomHistory Room)> RoomAsync(int messages)
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        await alice.SendAsync([.. Enumerable.Range(1, messages).Select(i => alice.Message($"{i}"))]);
        return (tenant, alice, cluster.Hosted.GetGrain<IRoomHistory>(Settings.General(tenant).GrainKey));
    }

    private async Task ReopenAsync(string tenant)
    {
        var room = cluster.Hosted.GetGrain<IRoomGrain>(Settings.General(tenant).GrainKey);
        var alice = cluster.Hosted.GetGrain<IRoomHistory>(Settings.General(tenant).GrainKey);
        await room.CloseAsync();
        await Eventually.HoldsAsync("another activation holds the channel", async () => (await alice.LagAsync()).Head > 0);
    }
}
