using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class HistoryTests(SiloFixture fixture)
{
    private const string Room = SiloFixture.Room;

    [Fact]
    public async Task History_is_paged_forward_and_back_without_following_the_channel()
    {
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var first = (await alice.PublishAsync([.. Enumerable.Range(1, 25).Select(i => Sample.Message($"{i}", Room, "a"))]))[0];

        var newest = await ReadAsync(bob, new ReadHistory { Limit = 10 });
        var older = await ReadAsync(bob, new ReadHistory { Before = newest.Next, Limit = 10 });
        var forward = await ReadAsync(bob, new ReadHistory { After = new Position { Epoch = first.Epoch, Sequence = first.Sequence }, Limit = 100 });
        var since = await ReadAsync(bob, new ReadHistory { SinceUnixUs = forward.Messages[^1].TimeUnixUs });

        newest.Messages.Select(Text).ShouldBe(Enumerable.Range(16, 10).Select(i => $"{i}"));
        older.Messages.Select(Text).ShouldBe(Enumerable.Range(6, 10).Select(i => $"{i}"));
        forward.Messages.Select(Text).ShouldBe(Enumerable.Range(2, 24).Select(i => $"{i}"));
        (forward.Next, forward.Head, forward.Epoch, forward.Partial).ShouldBe((0ul, first.Sequence + 24, first.Epoch, false));
        since.Messages[^1].Sequence.ShouldBe(forward.Head);
        newest.Messages[0].Stamp.Sender.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_subscription_since_a_time_begins_with_the_first_message_accepted_since()
    {
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await alice.PublishAsync(Sample.Message("before", Room, "b"));
        var receipt = (await alice.PublishAsync(Sample.Message("then", Room, "b")))[0];
        var history = await ReadAsync(bob, new ReadHistory { Channel = "b", Limit = 1 });

        var subscribed = (await bob.AskAsync(new ClientFrame
        {
            Subscribe = new Subscribe { Room = Room, Channel = "b", SinceUnixUs = history.Messages[0].TimeUnixUs },
        })).Subscribed;

        subscribed.Recovered.ShouldBeTrue();
        (await bob.NextDeliveryAsync()).Sequence.ShouldBeLessThanOrEqualTo(receipt.Sequence);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(1)]
    public async Task Any_time_of_a_client_is_answered(long time)
    {
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());

        var history = await ReadAsync(bob, new ReadHistory { Channel = "b", SinceUnixUs = time });

        history.Room.ShouldBe(Room);
    }

    [Fact]
    public async Task A_channel_that_does_not_exist_has_no_history()
    {
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());

        var answer = await bob.AskAsync(new ClientFrame { ReadHistory = new ReadHistory { Room = "no-such-room", Channel = "x" } });

        answer.Error.Code.ShouldBe("not_found");
    }

    private static string Text(Delivery delivery) => Envelope.Parser.ParseFrom(delivery.Envelope).Content.Text;

    private static async Task<History> ReadAsync(TestSocket socket, ReadHistory read)
    {
        read.Room = Room;
        read.Channel = read.Channel.Length > 0 ? read.Channel : "a";
        var answer = await socket.AskAsync(new ClientFrame { ReadHistory = read });
        answer.BodyCase.ShouldBe(ServerFrame.BodyOneofCase.History, answer.ToString());
        return answer.History;
    }
}
