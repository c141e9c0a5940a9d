using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;
using Google.Protobuf;
using Position = AgentBus.Client.Position;
using WirePosition = AgentBus.Protocol.V1.Position;

namespace AgentBus.EndToEnd.Tests.Client;

/// <summary>History, positions and memberships: what is asked for on the wire, and what is made of the answers.</summary>
public sealed class HistoryTests
{
    private const ulong Epoch = ScriptedConnection.Epoch;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task History_is_read_page_by_page_as_the_iteration_goes_on()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var reading = client.ReadHistoryAsync("science", "explore", cancellationToken: Cancel).Select(delivery => delivery.Position.Sequence).ToListAsync(Cancel).AsTask();
        (await PageAsync(connection, next: 3, 1, 3)).After.ShouldBe(new WirePosition());
        (await PageAsync(connection, next: 0, 4)).After.ShouldBe(new WirePosition { Epoch = Epoch, Sequence = 3 });
        (await reading).ShouldBe([1UL, 3UL, 4UL]);
    }

    [Fact]
    public async Task History_without_the_store_is_told_as_such_and_an_iteration_does_not_pass_it_off_as_all()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var paging = client.ReadHistoryPageAsync("science", "explore", HistoryRange.Last(2), Cancel);
        (await PageAsync(connection, next: 8, isPartial: true, 8, 9)).Limit.ShouldBe(2U);
        var page = await paging;
        (page.IsPartial, page.Next, page.Head).ShouldBe((true, new Position(Epoch, 8), new Position(Epoch, 9)));
        page.Messages.Select(message => message.Position.Sequence).ShouldBe([8UL, 9UL]);
        var got = new List<ulong>();
        var reading = client.ReadHistoryAsync("science", "explore", cancellationToken: Cancel).Select(message =>
        {
            got.Add(message.Position.Sequence);
            return message;
        }).CountAsync(Cancel).AsTask();
        await PageAsync(connection, next: 0, isPartial: true, 8, 9);
        (await Should.ThrowAsync<AgentBusException>(() => reading)).Code.ShouldBe(AgentBusCodes.StorageUnavailable);
        got.ShouldBe([8UL, 9UL]);
    }

    [Fact]
    public async Task A_question_whose_answer_was_lost_is_asked_again()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, first) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var reading = client.ReadHistoryAsync("science", "explore", HistoryRange.Last(20), Cancel).CountAsync(Cancel).AsTask();
        (await first.ReadAsync()).ReadHistory.Limit.ShouldBe(20U);
        first.Break();
        var second = await bus.GreetAsync();
        var asked = await PageAsync(second, next: 9, 8, 9);
        (asked.After, asked.Before, asked.SinceUnixUs, asked.Limit).ShouldBe((null, 0UL, 0L, 20U));
        (await reading).ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_question_throws_and_bad_ranges_do_at_the_call()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var __ = client;
        Should.Throw<ArgumentOutOfRangeException>(() => HistoryRange.Last(1001));
        Should.Throw<ArgumentException>(() => { _ = client.ReadHistoryAsync("science", "ä", cancellationToken: Cancel); });
        var reading = client.ReadHistoryAsync("science", "explore", HistoryRange.Since(DateTimeOffset.UnixEpoch.AddSeconds(2)), Cancel).CountAsync(Cancel).AsTask();
        var frame = await connection.ReadAsync();
        frame.ReadHistory.SinceUnixUs.ShouldBe(2_000_000);
        await connection.RefuseAsync(frame.RequestId, "permission_denied");
        (await Should.ThrowAsync<AgentBusException>(() => reading)).Code.ShouldBe("permission_denied");
    }

    [Fact]
    public async Task A_start_that_only_the_bus_knows_is_asked_for_again_until_the_first_delivery_and_then_its_position()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, first) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", StartAt.Acknowledged, Cancel);
        (await first.GrantAsync(head: 10)).FromAcknowledged.ShouldBeTrue();
        await using var subscription = await opening;
        first.Break();
        var second = await bus.GreetAsync();
        (await second.GrantAsync(head: 10)).FromAcknowledged.ShouldBeTrue();
        await second.DeliverAsync(Epoch, 6, 7);
        (await subscription.ReadAllAsync(Cancel).Take(2).ToListAsync(Cancel)).Select(delivery => delivery.Position.Sequence).ShouldBe([6UL, 7UL]);
        second.Break();
        var third = await bus.GreetAsync();
        var again = await third.GrantAsync(head: 10);
        (again.FromAcknowledged, again.Position).ShouldBe((false, new WirePosition { Epoch = Epoch, Sequence = 7 }));
    }

    [Fact]
    public async Task A_start_at_a_time_is_said_in_microseconds()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", StartAt.Since(DateTimeOffset.UnixEpoch.AddMicroseconds(1_234_567)), Cancel);
        var asked = await connection.GrantAsync(head: 10);
        (asked.SinceUnixUs, asked.Position, asked.FromAcknowledged).ShouldBe((1_234_567L, null, false));
        await (await opening).DisposeAsync();
    }

    [Fact]
    public async Task Acknowledged_positions_of_a_channel_that_gather_are_one_frame_with_the_last()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var opening = client.OpenSubscriptionAsync("science", "explore", Position.Beginning, Cancel);
        await connection.GrantAsync(head: 5);
        await using var subscription = await opening;
        await connection.DeliverAsync(Epoch, 1, 2, 3, 4, 5);
        var acknowledging = new List<Task>();
        await foreach (var delivery in subscription.ReadAllAsync(Cancel).Take(5))
        {
            acknowledging.Add(subscription.AcknowledgeAsync(delivery, Cancel));
        }

        for (var last = 0UL; last < 5;)
        {
            var ack = await connection.TakeAckAsync();
            (ack.Room, ack.Channel, ack.Epoch, ack.Sequences.Count).ShouldBe(("science", "explore", Epoch, 0));
            ack.Sequence.ShouldBeGreaterThan(last);
            last = ack.Sequence;
        }

        await Task.WhenAll(acknowledging);
    }

    [Fact]
    public async Task An_agent_that_comes_back_follows_its_channels_from_where_it_acknowledged_them()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var connecting = AgentBusClient.ConnectAsync(new AgentBusOptions { Uri = bus.Uri, Token = "token" }, Cancel);
        var connection = await bus.GreetAsync(welcome => welcome.Memberships.Add(
        [
            new Membership { Room = "science", Channel = "explore", Acknowledged = new WirePosition { Epoch = Epoch, Sequence = 4 } },
            new Membership { Room = "ops", Channel = "general" },
        ]));
        await using var client = await connecting;
        client.Memberships.ShouldBe([new ChannelMembership("science", "explore", new Position(Epoch, 4)), new ChannelMembership("ops", "general", null)]);
        var restoring = client.RestoreAsync(Cancel);
        foreach (var room in (string[])["science", "ops"])
        {
            var asked = await connection.GrantAsync(head: 9);
            (asked.Room, asked.FromAcknowledged).ShouldBe((room, true));
        }

        (await restoring).Select(subscription => subscription.Channel).ShouldBe(["explore", "general"]);
    }

    private static Task<ReadHistory> PageAsync(ScriptedConnection connection, ulong next, params ulong[] sequences) =>
        PageAsync(connection, next, isPartial: false, sequences);

    private static async Task<ReadHistory> PageAsync(ScriptedConnection connection, ulong next, bool isPartial, params ulong[] sequences)
    {
        var frame = await connection.ReadAsync();
        var page = new History { Room = "science", Channel = "explore", Epoch = Epoch, First = 1, Head = 9, Next = next, Partial = isPartial };
        page.Messages.Add(sequences.Select(sequence => new AgentBus.Protocol.V1.Delivery
        {
            Room = "science",
            Channel = "explore",
            Epoch = Epoch,
            Sequence = sequence,
            Envelope = new Envelope { MessageId = $"m{sequence}" }.ToByteString(),
        }));
        await connection.SendAsync(new ServerFrame { RequestId = frame.RequestId, History = page });
        return frame.ReadHistory;
    }
}
