using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Queues;

public sealed class WorkQueueTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task Two_consumers_share_the_items_and_each_item_goes_to_one()
    {
        var tenant = cluster.Tenant(Settings.WithWork);
        var sender = await cluster.AgentAsync(tenant, "sender");
        var (ann, bob) = (await cluster.AgentAsync(tenant, "ann"), await cluster.AgentAsync(tenant, "bob"));
        var (atAnn, atBob) = (new TestConsumer(), new TestConsumer());
        (await ann.AttachAsync(atAnn, Settings.Work, window: 100)).Refusal.ShouldBeNull();
        (await bob.AttachAsync(atBob, Settings.Work, window: 100)).Refusal.ShouldBeNull();

        await sender.SendAsync([.. Enumerable.Range(1, 100).Select(i => sender.Message($"{i}", Settings.Work))]);
        await Eventually.HoldsAsync("all are handed out", () => atAnn.Received.Count + atBob.Received.Count == 100);

        atAnn.Received.Count.ShouldBe(50);
        atAnn.Texts.Concat(atBob.Texts).Distinct().Count().ShouldBe(100);
        (await ann.SettleAsync(atAnn.Received)).ShouldBeNull();
        (await bob.SettleAsync(atBob.Received)).ShouldBeNull();
        (await QueueAsync(tenant).DescribeAsync()).Pending.ShouldBe(0);
    }

    [Fact]
    public async Task What_a_consumer_that_left_did_not_settle_goes_to_the_next()
    {
        var tenant = cluster.Tenant(Settings.WithWork);
        var sender = await cluster.AgentAsync(tenant, "sender");
        var (ann, bob) = (await cluster.AgentAsync(tenant, "ann"), await cluster.AgentAsync(tenant, "bob"));
        var (atAnn, atBob) = (new TestConsumer(), new TestConsumer());
        await ann.AttachAsync(atAnn, Settings.Work);
        await sender.SendAsync(sender.Message("1", Settings.Work), sender.Message("2", Settings.Work));
        await Eventually.HoldsAsync("both are handed out", () => atAnn.Received.Count == 2);
        await ann.SettleAsync(atAnn.Received.Take(1));
        await bob.AttachAsync(atBob, Settings.Work);

        await ann.Grain.CloseSessionAsync(ann.Token);
        await Eventually.HoldsAsync("the other gets it", () => atBob.Received.Count == 1);

        atBob.Received.Single().Message.Attempt.ShouldBe(1, "the consumer said that it goes");
        atBob.Texts.ShouldBe(["2"]);
    }

    [Fact]
    public async Task A_new_holder_hands_out_what_is_not_settled_and_nothing_else()
    {
        var tenant = cluster.Tenant(Settings.WithWork);
        var sender = await cluster.AgentAsync(tenant, "sender");
        var before = new TestConsumer();
        await sender.AttachAsync(before, Settings.Work, window: 200);
        await sender.SendAsync([.. Enumerable.Range(1, 200).Select(i => sender.Message($"{i}", Settings.Work))]);
        await Eventually.HoldsAsync("all are handed out", () => before.Received.Count == 200);
        await sender.SettleAsync(before.Received.Where(static received => received.Message.Message.Sequence % 3 != 0));

        await QueueAsync(tenant).CloseAsync();
        var after = new TestConsumer();
        await Eventually.HoldsAsync("it is attached to the new holder", async () =>
            (await sender.AttachAsync(after, Settings.Work, window: 200)) is { IsOk: true } && !after.Received.IsEmpty);
        await Eventually.HoldsAsync("the rest is handed out", () => after.Received.Count >= 66);

        after.Texts.Distinct().ShouldBe(Enumerable.Range(1, 200).Where(static i => i % 3 == 0).Select(static i => $"{i}"));
    }

    [Fact]
    public async Task A_work_queue_has_workers_and_no_members_and_a_channel_cannot_be_served()
    {
        var tenant = cluster.Tenant(Settings.WithWork);
        var agent = await cluster.AgentAsync(tenant, "agent");

        (await agent.SubscribeAsync(Settings.Work)).Value.ShouldNotBeNull().Kind.ShouldBe(ChannelKind.WorkQueue);
        (await agent.SubscribeAsync()).Value.ShouldNotBeNull().Kind.ShouldBe(ChannelKind.PubSub);
        (await cluster.Silo<IMembershipStore>().LoadMembershipsAsync(agent.Key, TestContext.Current.CancellationToken)).ShouldBe([Settings.General(tenant)]);
        (await agent.AttachAsync(new TestConsumer(), Settings.Channel)).Refusal!.Code.ShouldBe(Code.MessageInvalid);
        (await agent.AttachAsync(new TestConsumer(), "nowhere")).Refusal!.Code.ShouldBe(Code.NotFound);
    }

    [Fact]
    public async Task A_consumer_that_may_no_more_is_detached_when_it_renews_itself()
    {
        var tenant = cluster.Tenant(Settings.WithWork);
        var agent = await cluster.AgentAsync(tenant, "agent");
        var consumer = new TestConsumer();
        await agent.AttachAsync(consumer, Settings.Work);
        (await QueueAsync(tenant).DescribeAsync()).Consumers.ShouldBe(1);
        var settings = (await cluster.Operate(tenant).ShowAsync()).Value!;
        var room = settings.Rooms[0];
        (await cluster.Operate(tenant).ReplaceAsync(
            settings with { Rooms = [room with { Acl = room.Acl with { SubscribeRoles = ["admin"] } }] }, "olga")).Refusal.ShouldBeNull();

        (await agent.AttachAsync(consumer, Settings.Work)).Refusal!.Code.ShouldBe(Code.PermissionDenied);

        (await QueueAsync(tenant).DescribeAsync()).Consumers.ShouldBe(0);
    }

    private IQueueGrain QueueAsync(string tenant) => cluster.Hosted.GetGrain<IQueueGrain>(new ChannelKey(tenant, Settings.Room, Settings.Work).GrainKey);
}
