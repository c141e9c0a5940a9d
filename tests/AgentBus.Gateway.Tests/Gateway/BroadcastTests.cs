using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.Gateway;

/// <summary>With a silo of its own: what is said to the room reaches all who follow one of its channels.</summary>
public sealed class BroadcastTests : IAsyncLifetime
{
    private RunningSilo _silo = null!;

    public async ValueTask InitializeAsync() => _silo = await RunningSilo.StartAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Who_follows_several_channels_of_a_room_gets_what_is_said_to_the_room_once()
    {
        await using var alice = await _silo.JoinAsync("alice");
        await using var bob = await _silo.JoinAsync("bob");
        await bob.SubscribeAsync(RunningSilo.Room, "explore");
        await bob.SubscribeAsync(RunningSilo.Room, "execute");

        await SayAsync(alice, "to all");
        await SayAsync(alice, "end");

        (await NextOfRoomAsync(bob)).ShouldBe("to all");
        (await NextOfRoomAsync(bob)).ShouldBe("end", "the first came once");
    }

    [Fact]
    public async Task Who_follows_the_room_alone_gets_it_too()
    {
        await using var alice = await _silo.JoinAsync("alice");
        await using var bob = await _silo.JoinAsync("bob");
        await bob.SubscribeAsync(RunningSilo.Room, "*");

        await SayAsync(alice, "to all");

        (await NextOfRoomAsync(bob)).ShouldBe("to all");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_room_is_followed_until_the_last_of_its_channels_is_left(bool asksForTheRoom)
    {
        await using var alice = await _silo.JoinAsync("alice");
        await using var bob = await _silo.JoinAsync("bob");
        await bob.SubscribeAsync(RunningSilo.Room, "explore");
        await bob.SubscribeAsync(RunningSilo.Room, "execute");
        if (asksForTheRoom)
        {
            await bob.SubscribeAsync(RunningSilo.Room, "*");
            await LeaveAsync(bob, "*");
        }

        await LeaveAsync(bob, "explore");
        await SayAsync(alice, "still there");
        (await NextOfRoomAsync(bob)).ShouldBe("still there");

        await LeaveAsync(bob, "execute");
        await SayAsync(alice, "nobody hears it");
        await bob.SubscribeAsync(RunningSilo.Room, "*");
        await SayAsync(alice, "back again");
        (await NextOfRoomAsync(bob)).ShouldBe("back again");
    }

    [Fact]
    public async Task Who_asks_for_the_room_itself_goes_on_without_a_break()
    {
        await using var alice = await _silo.JoinAsync("alice");
        await using var bob = await _silo.JoinAsync("bob");
        await bob.SubscribeAsync(RunningSilo.Room, "explore");
        var first = (await SayAsync(alice, "1")).Sequence;

        var subscribed = await bob.SubscribeAsync(RunningSilo.Room, "*", new Position { Sequence = first - 1 });
        await LeaveAsync(bob, "explore");
        await SayAsync(alice, "2");

        subscribed.Recovered.ShouldBeTrue();
        var heard = new List<string>();
        while (heard.LastOrDefault() != "2")
        {
            heard.Add(await NextOfRoomAsync(bob));
        }

        heard.Distinct().ShouldBe(["1", "2"]);
    }

    private static async Task<Receipt> SayAsync(TestSocket socket, string text)
    {
        var receipt = (await socket.PublishAsync(Sample.Message(text, channel: "*")))[0];
        receipt.Outcome.ShouldBe(Outcome.Delivered, receipt.Reason);
        return receipt;
    }

    private static async Task LeaveAsync(TestSocket socket, string channel) =>
        (await socket.AskAsync(new ClientFrame { Unsubscribe = new Unsubscribe { Room = RunningSilo.Room, Channel = channel } })).Unsubscribed.ShouldNotBeNull();

    private static async Task<string> NextOfRoomAsync(TestSocket socket)
    {
        var delivery = await socket.NextDeliveryAsync();
        delivery.Channel.ShouldBe("*");
        return Envelope.Parser.ParseFrom(delivery.Envelope).Content.Text;
    }
}
