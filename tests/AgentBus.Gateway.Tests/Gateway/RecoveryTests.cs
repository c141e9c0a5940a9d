using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class RecoveryTests(SiloFixture fixture)
{
    private const string Channel = "interpret";

    [Fact]
    public async Task A_subscription_from_a_position_gets_everything_after_it_and_goes_on_live()
    {
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var before = (await alice.PublishAsync(Sample.Message("seen", channel: Channel)))[0];
        await alice.PublishAsync([.. Enumerable.Range(1, 100).Select(static i => Sample.Message($"missed {i}", channel: Channel))]);

        var subscribed = await bob.SubscribeAsync(RunningSilo.Room, Channel, new Position { Epoch = before.Epoch, Sequence = before.Sequence });
        await alice.PublishAsync(Sample.Message("live", channel: Channel));

        subscribed.Recovered.ShouldBeTrue();
        subscribed.Epoch.ShouldBe(before.Epoch);
        for (var i = 1; i <= 101; i++)
        {
            var delivery = await bob.NextDeliveryAsync();
            delivery.Sequence.ShouldBe(before.Sequence + (ulong)i);
            Text(delivery).ShouldBe(i <= 100 ? $"missed {i}" : "live");
        }
    }

    [Fact]
    public async Task Catching_up_while_others_publish_loses_and_repeats_nothing()
    {
        const int Count = 2_000;
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var first = (await alice.PublishAsync(Sample.Message("first", channel: "hypothesize")))[0];
        var publishing = PublishAsync(alice, Count);
        var followers = new List<TestSocket>();
        for (var i = 0; i < 4; i++)
        {
            var follower = await fixture.Silo.JoinAsync(fixture.NewAgent());
            followers.Add(follower);
            await follower.SubscribeAsync(RunningSilo.Room, "hypothesize", new Position { Epoch = first.Epoch, Sequence = first.Sequence });
        }

        await publishing;

        foreach (var follower in followers)
        {
            for (var i = 1; i <= Count; i++)
            {
                (await follower.NextDeliveryAsync()).Sequence.ShouldBe(first.Sequence + (ulong)i);
            }

            await follower.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_position_of_another_history_is_answered_with_a_gap_and_what_there_is()
    {
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var receipt = (await alice.PublishAsync(Sample.Message(room: "ops", channel: "alerts")))[0];

        var subscribed = await bob.SubscribeAsync("ops", "alerts", new Position { Epoch = receipt.Epoch + 1, Sequence = 17 });
        var gap = (await bob.NextAsync(static frame => frame.Gap is not null)).Gap;

        subscribed.Recovered.ShouldBeFalse();
        gap.Reason.ShouldBe("epoch_changed");
        gap.Epoch.ShouldBe(receipt.Epoch);
        (await bob.NextDeliveryAsync()).Sequence.ShouldBe(1ul);
    }

    [Fact]
    public async Task A_position_after_the_head_is_answered_with_a_gap_and_goes_on_live()
    {
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());

        var subscribed = await bob.SubscribeAsync("dev", "general", new Position { Sequence = 1_000_000 });
        var gap = (await bob.NextAsync(static frame => frame.Gap is not null)).Gap;
        await alice.PublishAsync(Sample.Message("live", "dev", "general"));

        subscribed.Recovered.ShouldBeFalse();
        gap.Reason.ShouldBe("position_unknown");
        Text(await bob.NextDeliveryAsync()).ShouldBe("live");
    }

    [Fact]
    public async Task A_history_that_an_ephemeral_channel_does_not_keep_is_a_gap()
    {
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var receipt = (await alice.PublishAsync(Sample.Message(room: RunningSilo.EphemeralRoom, channel: RunningSilo.Ephemeral)))[0];
        receipt.Outcome.ShouldBe(Outcome.Delivered, receipt.Reason);
        await alice.PublishAsync(Sample.Message(room: RunningSilo.EphemeralRoom, channel: RunningSilo.Ephemeral));

        var subscribed = await bob.SubscribeAsync(RunningSilo.EphemeralRoom, RunningSilo.Ephemeral, new Position { Epoch = receipt.Epoch, Sequence = receipt.Sequence });
        var gap = (await bob.NextAsync(static frame => frame.Gap is not null)).Gap;
        await alice.PublishAsync(Sample.Message("live", RunningSilo.EphemeralRoom, RunningSilo.Ephemeral));

        subscribed.Recovered.ShouldBeFalse();
        (gap.Reason, gap.FromSequence, gap.ToSequence).ShouldBe(("history_gone", receipt.Sequence + 1, receipt.Sequence + 1));
        Text(await bob.NextDeliveryAsync()).ShouldBe("live");
    }

    [Fact]
    public async Task After_unsubscribing_nothing_more_is_delivered()
    {
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await bob.SubscribeAsync("ops", "general");
        (await bob.AskAsync(new ClientFrame { Unsubscribe = new Unsubscribe { Room = "ops", Channel = "general" } })).Unsubscribed.Room.ShouldBe("ops");

        await alice.PublishAsync(Sample.Message("unheard", "ops", "general"));
        await bob.SubscribeAsync("ops", "general");
        await alice.PublishAsync(Sample.Message("heard", "ops", "general"));

        Text(await bob.NextDeliveryAsync()).ShouldBe("heard");
    }

    [Fact]
    public async Task A_channel_that_does_not_exist_is_refused_and_the_connection_goes_on()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());

        var answer = await socket.AskAsync(new ClientFrame { Subscribe = new Subscribe { Room = "no-such-room", Channel = "x" } });

        answer.Error.Code.ShouldBe("not_found");
        answer.Error.Closes.ShouldBeFalse();
        (await socket.AskAsync(new ClientFrame { Ping = new Ping() })).Pong.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_a_follower_is_not_cleared_for_is_not_delivered_to_it()
    {
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var subscribed = await bob.SubscribeAsync("ops", "general");
        var secret = Sample.Message("secret", "ops", "general");
        secret.Content.Classification = Classification.Secret;

        (await alice.PublishAsync(secret))[0].Outcome.ShouldBe(Outcome.Delivered);
        await alice.PublishAsync(Sample.Message("public", "ops", "general"));

        Text(await bob.NextDeliveryAsync()).ShouldBe("public");
        await bob.SubscribeAsync("ops", "general", new Position { Epoch = subscribed.Epoch, Sequence = subscribed.Head });
        Text(await bob.NextDeliveryAsync()).ShouldBe("public");
    }

    private static string Text(Delivery delivery) => Envelope.Parser.ParseFrom(delivery.Envelope).Content.Text;

    private static async Task PublishAsync(TestSocket socket, int count)
    {
        for (var i = 0; i < count; i += 20)
        {
            await socket.PublishAsync([.. Enumerable.Range(0, 20).Select(static _ => Sample.Message(channel: "hypothesize"))]);
        }
    }
}
