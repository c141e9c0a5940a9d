using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Queues;

public sealed class RedeliveryTests(HastyCluster cluster) : IClassFixture<HastyCluster>
{
    [Fact]
    public async Task A_message_that_is_never_settled_is_a_dead_letter_after_five_deliveries()
    {
        var tenant = cluster.Tenant(Settings.WithWork);
        var sender = await cluster.AgentAsync(tenant, "sender");
        var consumer = new TestConsumer();
        await sender.AttachAsync(consumer, Settings.Work);

        await sender.SendAsync(sender.Message("poison", Settings.Work));
        await Eventually.HoldsAsync("it is dead", async () => (await cluster.DeadAsync(tenant)).Count == 1);

        consumer.Received.Select(static received => received.Message.Attempt).ShouldBe([1, 2, 3, 4, 5]);
        var letter = (await cluster.Silo<IDeadLetterStore>().FindAsync(tenant, (await cluster.DeadAsync(tenant))[0].Id, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (letter.Code, letter.Attempts, letter.Sender).ShouldBe((Code.DeliveriesExhausted, 5, sender.Key));
        letter.Envelope.ToArray().ShouldBe(consumer.Received.First().Message.Message.Envelope.ToArray());
        (await cluster.Hosted.GetGrain<IQueueGrain>(new ChannelKey(tenant, Settings.Room, Settings.Work).GrainKey).DescribeAsync()).Pending.ShouldBe(0);
    }

    [Fact]
    public async Task A_consumer_that_hangs_is_gone_and_its_messages_go_to_its_successor()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        await agent.RegisterAsync();
        var sender = new AgentKey(tenant, "bob");
        var queue = cluster.Hosted.GetGrain<IQueueGrain>(ChannelKey.Inbox(agent.Key).GrainKey);
        var hanging = new TestConsumer { OnDelivery = static _ => new TaskCompletionSource().Task };
        await Eventually.HoldsAsync("it is attached", async () => (await agent.AttachAsync(hanging)).IsOk);
        await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "hello"));
        await Eventually.HoldsAsync("it is gone", async () => (await queue.DescribeAsync()) is { Consumers: 0, Pending: 1, InFlight: 0 });

        var consumer = new TestConsumer();
        (await agent.AttachAsync(consumer)).Refusal.ShouldBeNull();

        await Eventually.HoldsAsync("the next one gets it", () => !consumer.Received.IsEmpty);
        consumer.Received.First().Message.Attempt.ShouldBe(2, "a consumer that hangs uses up one attempt");
    }
}
