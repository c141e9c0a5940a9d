using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;
using static AgentBus.EndToEnd.Tests.Scripted.ScriptedQueues;

namespace AgentBus.EndToEnd.Tests.Client;

public sealed class QueueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_work_queue_is_served_with_its_window_and_again_on_the_next_connection()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, first) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenQueueAsync("jobs", "tasks", window: 5, Cancel);
        (await first.GrantQueueAsync()).ShouldBe(new Subscribe { Room = "jobs", Channel = "tasks", Window = 5 });
        await using var queue = await opening;
        await using var deliveries = queue.ReadAllAsync(Cancel).GetAsyncEnumerator(Cancel);
        await first.SendAsync(Work(1), Work(2));
        await deliveries.MoveNextAsync();
        (deliveries.Current.Room, deliveries.Current.IsDirect).ShouldBe(("jobs", false));
        first.Break();
        var second = await bus.GreetAsync();
        (await second.GrantQueueAsync()).Window.ShouldBe(5U);

        // Number 2 went to somebody else in between.
        await second.SendAsync(Work(3));
        await deliveries.MoveNextAsync();
        deliveries.Current.Position.Sequence.ShouldBe(3UL);
        var acking = deliveries.Current.AckAsync(Cancel);
        (await second.TakeAckAsync()).ShouldBe(new Ack { Room = "jobs", Channel = "tasks", Epoch = Epoch, Sequences = { 3 }, Kind = AckKind.Done });
        await acking;
    }

    [Fact]
    public async Task A_message_that_is_handed_out_before_the_attaching_is_answered_is_not_lost()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var consuming = client.ConsumeAsync("jobs", "tasks", cancellationToken: Cancel).FirstAsync(Cancel).AsTask();
        var frame = await connection.ReadAsync();
        await connection.SendAsync(Work(1));
        await connection.SendAsync(new ServerFrame
        {
            RequestId = frame.RequestId,
            Subscribed = new Subscribed { Room = "jobs", Channel = "tasks", Epoch = Epoch, Kind = ChannelKind.WorkQueue },
        });
        (await consuming).Text.ShouldBe("text 1");
        (await connection.ReadAsync()).Unsubscribe.Channel.ShouldBe("tasks");
    }

    [Theory]
    [InlineData(true, ChannelKind.PubSub)]
    [InlineData(false, ChannelKind.WorkQueue)]
    public async Task A_channel_of_the_other_kind_is_left_and_the_mistake_told(bool consumes, ChannelKind kind)
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        Task opening = consumes ? client.OpenQueueAsync("jobs", "tasks", cancellationToken: Cancel) : client.OpenSubscriptionAsync("jobs", "tasks", cancellationToken: Cancel);
        await connection.GrantQueueAsync(kind);
        (await Should.ThrowAsync<AgentBusException>(() => opening)).Code.ShouldBe(AgentBusCodes.WrongChannelKind);
        (await connection.ReadAsync()).Unsubscribe.Channel.ShouldBe("tasks");
    }

    [Fact]
    public async Task What_is_settled_is_said_before_the_queue_is_left()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenQueueAsync("jobs", "tasks", cancellationToken: Cancel);
        await connection.GrantQueueAsync();
        Task acking;
        await using (var queue = await opening)
        {
            await connection.SendAsync(Work(1));
            acking = (await queue.ReadAllAsync(Cancel).FirstAsync(Cancel)).AckAsync(Cancel);
        }

        (await connection.TakeAckAsync()).Sequences.ShouldBe([1UL]);
        (await connection.ReadAsync()).Unsubscribe.Channel.ShouldBe("tasks");
        await acking;
    }

    [Fact]
    public async Task A_queue_that_the_bus_takes_away_ends_its_reader_with_the_reason_and_no_other()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenQueueAsync("jobs", "tasks", cancellationToken: Cancel);
        await connection.GrantQueueAsync();
        await using var queue = await opening;
        var other = client.OpenQueueAsync("jobs", "more", cancellationToken: Cancel);
        await connection.GrantQueueAsync();
        await using var left = await other;
        var reading = queue.ReadAllAsync(Cancel).FirstAsync(Cancel).AsTask();
        await connection.SendAsync(new ServerFrame { Error = new Error { Code = "permission_denied", Message = "as the test says", Room = "jobs", Channel = "tasks" } });
        (await Should.ThrowAsync<AgentBusException>(() => reading)).Code.ShouldBe("permission_denied");

        // It can be served again once that is allowed, and the other still is.
        opening = client.OpenQueueAsync("jobs", "tasks", cancellationToken: Cancel);
        (await connection.GrantQueueAsync()).Channel.ShouldBe("tasks");
        await (await opening).DisposeAsync();
        await connection.SendAsync(More(1));
        (await left.ReadAllAsync(Cancel).FirstAsync(Cancel)).Text.ShouldBe("text 1");
    }

    [Fact]
    public async Task A_queue_that_is_lost_for_the_moment_is_asked_for_again()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenQueueAsync("jobs", "tasks", cancellationToken: Cancel);
        await connection.GrantQueueAsync();
        await using var queue = await opening;
        await connection.SendAsync(new ServerFrame { Error = new Error { Code = "storage_unavailable", Message = "as the test says", Room = "jobs", Channel = "tasks" } });
        await connection.GrantQueueAsync();
        await connection.SendAsync(Work(1));
        (await queue.ReadAllAsync(Cancel).FirstAsync(Cancel)).Text.ShouldBe("text 1");
    }

    private static ServerFrame More(ulong sequence)
    {
        var frame = Work(sequence);
        frame.Delivery.Channel = "more";
        return frame;
    }

    [Fact]
    public async Task A_refused_queue_throws_with_its_code_and_a_bad_window_at_the_call()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var __ = client;
        Should.Throw<ArgumentException>(() => { _ = client.ConsumeAsync("jobs", "tasks", window: 1001, Cancel); });
        var opening = client.OpenQueueAsync("jobs", "tasks", cancellationToken: Cancel);
        await connection.RefuseAsync((await connection.ReadAsync()).RequestId, "not_found");
        (await Should.ThrowAsync<AgentBusException>(() => opening)).Code.ShouldBe("not_found");
    }
}
