using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;
using Google.Protobuf;
using Position = AgentBus.Client.Position;

namespace AgentBus.EndToEnd.Tests.Client;

public sealed class SubscriptionTests
{
    private const ulong Epoch = ScriptedConnection.Epoch;

    [Fact]
    public async Task A_subscription_goes_on_after_the_last_position_on_the_next_connection()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, first) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", cancellationToken: TestContext.Current.CancellationToken);
        (await first.GrantAsync(head: 10)).Position.ShouldBeNull();
        await using var subscription = await opening;
        await using var deliveries = subscription.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await first.DeliverAsync(Epoch, 11, 12);
        await NextAsync(deliveries, 11);
        await NextAsync(deliveries, 12);
        first.Break();
        var second = await bus.GreetAsync();
        (await second.GrantAsync(head: 14)).Position.ShouldBe(new AgentBus.Protocol.V1.Position { Epoch = Epoch, Sequence = 12 });
        await second.DeliverAsync(Epoch, 13, 14);
        await NextAsync(deliveries, 13);
        await NextAsync(deliveries, 14);
    }

    [Fact]
    public async Task A_live_subscription_that_breaks_before_its_first_delivery_goes_on_from_where_it_was_attached()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, first) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", cancellationToken: TestContext.Current.CancellationToken);
        await first.GrantAsync(head: 10);
        await using var subscription = await opening;
        first.Break();
        var second = await bus.GreetAsync();
        (await second.GrantAsync(head: 12)).Position.ShouldBe(new AgentBus.Protocol.V1.Position { Epoch = Epoch, Sequence = 10 });
    }

    [Fact]
    public async Task Repeats_are_dropped()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", new Position(Epoch, 3), TestContext.Current.CancellationToken);
        await connection.GrantAsync(head: 5);
        await using var subscription = await opening;
        await connection.DeliverAsync(Epoch, 2, 3, 4, 4, 5, 3, 6);
        await using var deliveries = subscription.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        foreach (var expected in (ulong[])[4, 5, 6])
        {
            await NextAsync(deliveries, expected);
        }
    }

    [Fact]
    public async Task A_gap_is_told_at_once_and_with_the_next_delivery()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var told = new List<DeliveryGap>();
        var (client, connection) = await PublishTests.ConnectAsync(bus, options => options with { OnGap = told.Add });
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", new Position(Epoch, 3), TestContext.Current.CancellationToken);
        await connection.GrantAsync(head: 20, recovered: false);
        await using var subscription = await opening;
        await connection.SendAsync(GapFrame(Epoch, 4, 9, "history_gone"));
        await connection.DeliverAsync(Epoch, 10, 11);
        await using var deliveries = subscription.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var delivery = await NextAsync(deliveries, 10);
        delivery.GapBefore.ShouldBe(new DeliveryGap("science", "explore", new Position(Epoch, 3), new Position(Epoch, 9), "history_gone"));
        told.ShouldBe([delivery.GapBefore!]);
        (await NextAsync(deliveries, 11)).GapBefore.ShouldBeNull();
    }

    [Fact]
    public async Task Another_history_is_followed_from_its_beginning()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", new Position(Epoch, 30), TestContext.Current.CancellationToken);
        await connection.GrantAsync(head: 2, epoch: 77, recovered: false);
        await using var subscription = await opening;
        await connection.SendAsync(GapFrame(77, 1, 0, "epoch_changed"));
        await connection.DeliverAsync(77, 1, 2);
        await using var deliveries = subscription.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        (await NextAsync(deliveries, 1)).GapBefore!.Reason.ShouldBe("epoch_changed");
        await NextAsync(deliveries, 2);
        subscription.Position.ShouldBe(new Position(77, 2));
    }

    [Fact]
    public async Task A_bus_that_lost_its_end_is_followed_where_it_goes_on()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", new Position(Epoch, 30), TestContext.Current.CancellationToken);
        await connection.GrantAsync(head: 20, recovered: false);
        await using var subscription = await opening;
        await connection.SendAsync(GapFrame(Epoch, 21, 20, "position_unknown"));
        await connection.DeliverAsync(Epoch, 21);
        await using var deliveries = subscription.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await NextAsync(deliveries, 21);
    }

    [Fact]
    public async Task A_reader_that_falls_behind_holds_up_no_receipt_and_misses_nothing()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus, options => options with { SubscriptionBuffer = 4 });
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", new Position(Epoch, 0), TestContext.Current.CancellationToken);
        await connection.GrantAsync(head: 0);
        await using var subscription = await opening;
        await connection.DeliverAsync(Epoch, [.. Enumerable.Range(1, 100).Select(i => (ulong)i)]);
        var publish = client.PublishAsync("science", "explore", "hello", TestContext.Current.CancellationToken);
        var (request, envelopes) = await connection.ReadPublishAsync();
        await connection.AnswerAsync(request, envelopes);
        (await publish).IsDelivered.ShouldBeTrue();

        await using var deliveries = subscription.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        for (var expected = 1UL; expected <= 4; expected++)
        {
            await NextAsync(deliveries, expected);
        }

        (await connection.GrantAsync(head: 100)).Position.Sequence.ShouldBe(4UL);
        await connection.DeliverAsync(Epoch, 5, 6);
        await NextAsync(deliveries, 5);
        await NextAsync(deliveries, 6);
    }

    [Fact]
    public async Task What_is_said_to_the_whole_room_comes_once_and_moves_no_position()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var told = new List<DeliveryGap>();
        var (client, connection) = await PublishTests.ConnectAsync(bus, options => options with { SubscriptionBuffer = 2, OnGap = told.Add });
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", new Position(Epoch, 3), TestContext.Current.CancellationToken);
        await connection.GrantAsync(head: 3);
        await using var first = await opening;
        opening = client.OpenSubscriptionAsync("science", "share", cancellationToken: TestContext.Current.CancellationToken);
        await connection.GrantAsync(head: 0);
        await using var second = await opening;
        await connection.SendAsync(ToRoom(9), ToRoom(9));
        await connection.DeliverAsync(Epoch, 4);
        await connection.SendAsync(ToRoom(10));

        // The receipt comes after all of that.
        var publish = client.PublishAsync("science", "explore", "hello", TestContext.Current.CancellationToken);
        var (request, envelopes) = await connection.ReadPublishAsync();
        await connection.AnswerAsync(request, envelopes);
        await publish;
        var heard = await first.ReadAllAsync(TestContext.Current.CancellationToken).Take(2).ToListAsync(TestContext.Current.CancellationToken);
        heard.Select(delivery => (delivery.Channel, delivery.Position.Sequence)).ShouldBe([("*", 9UL), ("explore", 4UL)]);
        await first.AcknowledgeAsync(heard[0], TestContext.Current.CancellationToken);
        first.Position.Sequence.ShouldBe(4UL);

        // There was no room for it, and it can not be asked for again.
        told.ShouldBe([new DeliveryGap("science", "*", new Position(Epoch, 9), new Position(Epoch, 10), "reader_too_slow")]);
        await second.DisposeAsync();
        (await second.ReadAllAsync(TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_subscription_throws_with_its_code()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", cancellationToken: TestContext.Current.CancellationToken);
        var frame = await connection.ReadAsync();
        await connection.SendAsync(new ServerFrame { RequestId = frame.RequestId, Error = new Error { Code = "permission_denied", Message = "no" } });
        (await Should.ThrowAsync<AgentBusException>(() => opening)).Code.ShouldBe("permission_denied");
    }

    [Fact]
    public async Task A_channel_is_followed_once_at_a_time_and_again_after_it_was_left()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", cancellationToken: TestContext.Current.CancellationToken);
        await connection.GrantAsync(head: 0);
        await using (await opening)
        {
            await Should.ThrowAsync<InvalidOperationException>(() => client.OpenSubscriptionAsync("science", "explore", cancellationToken: TestContext.Current.CancellationToken));
        }

        (await connection.ReadAsync()).Unsubscribe.Channel.ShouldBe("explore");
        var again = client.OpenSubscriptionAsync("science", "explore", cancellationToken: TestContext.Current.CancellationToken);
        await connection.GrantAsync(head: 0);
        await using var second = await again;
    }

    private static ServerFrame ToRoom(ulong sequence) => new()
    {
        Delivery = new AgentBus.Protocol.V1.Delivery { Room = "science", Channel = "*", Epoch = Epoch, Sequence = sequence, Envelope = new Envelope { MessageId = $"r{sequence}" }.ToByteString() },
    };

    private static ServerFrame GapFrame(ulong epoch, ulong from, ulong to, string reason) =>
        new() { Gap = new Gap { Room = "science", Channel = "explore", Epoch = epoch, FromSequence = from, ToSequence = to, Reason = reason } };

    private static async Task<AgentBus.Client.Delivery> NextAsync(IAsyncEnumerator<AgentBus.Client.Delivery> deliveries, ulong expected)
    {
        (await deliveries.MoveNextAsync()).ShouldBeTrue();
        deliveries.Current.Position.Sequence.ShouldBe(expected);
        deliveries.Current.Text.ShouldBe($"text {expected}");
        return deliveries.Current;
    }
}
