using AgentBus.Domain.Ports;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Protocol.V1;
using Microsoft.Extensions.DependencyInjection;
using Position = AgentBus.Model.Position;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class RestoreTests(SiloFixture fixture)
{
    private const string Room = SiloFixture.Room;

    [Fact]
    public async Task Welcome_tells_the_memberships_and_what_was_acknowledged()
    {
        var agent = fixture.NewAgent();
        await using var first = await fixture.Silo.JoinAsync(agent);
        await first.SubscribeAsync(Room, "c");
        await first.SubscribeAsync(Room, "a");
        await NoteAsync(agent, "c", new Position(77, 5));

        await using var second = await fixture.Silo.ConnectAsync(fixture.Silo.Token(agent));
        var welcome = await second.HelloAsync();

        welcome.Memberships.Select(membership => membership.Channel).ShouldBe(["a", "c"]);
        welcome.Memberships[0].Acknowledged.ShouldBeNull();
        welcome.Memberships[1].Acknowledged.ShouldBe(new Protocol.V1.Position { Epoch = 77, Sequence = 5 });
        welcome.MaxContextBytes.ShouldBe(256u * 1024);
    }

    [Fact]
    public async Task An_agent_that_restores_goes_on_in_every_channel_after_what_it_acknowledged()
    {
        var agent = fixture.NewAgent();
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var first = await fixture.Silo.JoinAsync(agent);
        var c = (await alice.PublishAsync(Sample.Message("seen", Room, "c")))[0];
        var d = (await alice.PublishAsync(Sample.Message("seen", Room, "d")))[0];
        await first.SubscribeAsync(Room, "c");
        await first.SubscribeAsync(Room, "d");
        await NoteAsync(agent, "c", new Position(c.Epoch, (long)c.Sequence));
        await NoteAsync(agent, "d", new Position(d.Epoch, (long)d.Sequence));
        await first.CloseAsync();
        await alice.PublishAsync(Sample.Message("missed e", Room, "c"), Sample.Message("missed a", Room, "d"));

        await using var second = await fixture.Silo.ConnectAsync(fixture.Silo.Token(agent));
        await second.HelloAsync(static hello => hello.Restore = true);
        var subscribed = new[] { await NextSubscribedAsync(second), await NextSubscribedAsync(second) };
        string[] missed = [Text(await second.NextDeliveryAsync()), Text(await second.NextDeliveryAsync())];
        await alice.PublishAsync(Sample.Message("live e", Room, "c"), Sample.Message("live a", Room, "d"));
        string[] live = [Text(await second.NextDeliveryAsync()), Text(await second.NextDeliveryAsync())];

        subscribed.Select(one => (one.Channel, one.Recovered)).ShouldBe([("c", true), ("d", true)]);
        missed.ShouldBe(["missed a", "missed e"], ignoreOrder: true);
        live.ShouldBe(["live a", "live e"], ignoreOrder: true);
    }

    [Fact]
    public async Task Without_asking_nothing_is_followed()
    {
        var agent = fixture.NewAgent();
        await using var first = await fixture.Silo.JoinAsync(agent);
        await first.SubscribeAsync(Room, "c");

        await using var second = await fixture.Silo.JoinAsync(agent);

        (await second.AskAsync(new ClientFrame { Ping = new Ping() })).Pong.ShouldNotBeNull();
        (await second.SubscribeAsync(Room, "c")).Room.ShouldBe(Room);
    }

    [Fact]
    public async Task A_subscription_from_what_was_acknowledged_begins_after_it()
    {
        var agent = fixture.NewAgent();
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(agent);
        var receipts = await alice.PublishAsync([.. Enumerable.Range(1, 5).Select(i => Sample.Message($"{i}", Room, "e"))]);
        await NoteAsync(agent, "e", new Position(receipts[2].Epoch, (long)receipts[2].Sequence));

        var answer = await bob.AskAsync(new ClientFrame { Subscribe = new Subscribe { Room = Room, Channel = "e", FromAcknowledged = true } });

        answer.Subscribed.Recovered.ShouldBeTrue();
        Text(await bob.NextDeliveryAsync()).ShouldBe("4");
    }

    private async Task NoteAsync(string agent, string channel, Position position) =>
        (await fixture.Silo.Services.GetRequiredService<IPositionStore>().NoteAsync(
            new AgentKey(RunningSilo.Tenant, agent), [new(new ChannelKey(RunningSilo.Tenant, Room, channel), position)])).ShouldBeTrue();

    private static string Text(Delivery delivery) => Protocol.V1.Envelope.Parser.ParseFrom(delivery.Envelope).Content.Text;

    private static async Task<Subscribed> NextSubscribedAsync(TestSocket socket) =>
        (await socket.NextAsync(static frame => frame.Subscribed is not null)).Subscribed;
}
