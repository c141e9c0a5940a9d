using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class WorkQueueTests
{
    private const string Jobs = "jobs";

    [Fact]
    public async Task A_work_queue_is_served_by_subscribing_and_left_by_unsubscribing()
    {
        await using var silo = await RunningSilo.StartAsync($"--AgentBus:Tenants:{RunningSilo.Tenant}:Rooms:{RunningSilo.Room}:Channels:{Jobs}:Kind", "WorkQueue");
        await using var sender = await silo.JoinAsync("sender");
        await using var ann = await silo.JoinAsync("ann");
        await using var bob = await silo.JoinAsync("bob");
        await sender.PublishAsync(Sample.Message("1", channel: Jobs), Sample.Message("2", channel: Jobs));

        var served = await ServeAsync(ann);
        Delivery[] handed = [await ann.NextDeliveryAsync(), await ann.NextDeliveryAsync()];
        await ann.AskAsync(new ClientFrame { Ack = Ack(handed[0]) });
        var left = await ann.AskAsync(new ClientFrame { Unsubscribe = new Unsubscribe { Room = RunningSilo.Room, Channel = Jobs } });
        var second = await ServeAsync(bob);
        var rest = await bob.NextDeliveryAsync();

        (served.Kind, served.Pending, served.Head).ShouldBe((ChannelKind.WorkQueue, 2ul, 2ul));
        handed.ShouldAllBe(static delivery => delivery.Kind == ChannelKind.WorkQueue && delivery.Room == RunningSilo.Room && delivery.Channel == Jobs);
        left.Unsubscribed.ShouldNotBeNull();
        second.Pending.ShouldBe(1ul);
        (rest.Sequence, rest.Attempt).ShouldBe((handed[1].Sequence, 1u));
    }

    [Fact]
    public async Task What_a_worker_had_when_its_socket_broke_goes_to_another()
    {
        await using var silo = await RunningSilo.StartAsync($"--AgentBus:Tenants:{RunningSilo.Tenant}:Rooms:{RunningSilo.Room}:Channels:{Jobs}:Kind", "WorkQueue");
        await using var sender = await silo.JoinAsync("sender");
        await using var bob = await silo.JoinAsync("bob");
        var ann = await silo.JoinAsync("ann");
        await ServeAsync(ann);
        await sender.PublishAsync(Sample.Message("1", channel: Jobs));
        await ann.NextDeliveryAsync();

        await ann.DisposeAsync();
        await ServeAsync(bob);

        (await bob.NextDeliveryAsync()).Sequence.ShouldBe(1ul);
    }

    private static async Task<Subscribed> ServeAsync(TestSocket socket)
    {
        var answer = await socket.AskAsync(new ClientFrame { Subscribe = new Subscribe { Room = RunningSilo.Room, Channel = Jobs, Window = 10 } });
        answer.BodyCase.ShouldBe(ServerFrame.BodyOneofCase.Subscribed, answer.ToString());
        return answer.Subscribed;
    }

    private static Ack Ack(Delivery delivery) => new() { Room = delivery.Room, Channel = delivery.Channel, Epoch = delivery.Epoch, Sequences = { delivery.Sequence } };
}
