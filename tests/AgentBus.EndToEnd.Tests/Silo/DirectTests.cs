using AgentBus.Client;
using AgentBus.Protocol.V1;

namespace AgentBus.EndToEnd.Tests.Silo;

/// <summary>Messages between agents over the built silo: inboxes, several receivers, requests and replies.</summary>
[Collection(SiloCollection.Name)]
public sealed class DirectTests(SiloFixture fixture)
{
    /// <summary>Milliseconds: what does not come is a failure with a name.</summary>
    private const int Patience = 120_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task What_is_sent_to_an_agent_that_is_away_waits_for_it()
    {
        var name = fixture.NextAgent();
        await (await fixture.ConnectAsync(name)).DisposeAsync();
        await using var sender = await fixture.ConnectAsync(fixture.NextAgent());
        for (var i = 0; i < 5; i++)
        {
            (await sender.SendAsync(name, $"{i}", Cancel)).Code.ShouldBe("");
        }

        await using var receiver = await fixture.ConnectAsync(name);
        var heard = new List<string>();
        await foreach (var delivery in receiver.ReadInboxAsync(Cancel).Take(5))
        {
            (delivery.Sender, delivery.Attempt, delivery.IsDirect).ShouldBe((sender.AgentId, 1, true));
            heard.Add(delivery.Text);
            await delivery.AckAsync(Cancel);
        }

        heard.ShouldBe(["0", "1", "2", "3", "4"]);
    }

    [Fact(Timeout = Patience)]
    public async Task A_message_is_handed_out_again_when_it_is_wanted_again_and_not_after_it_was_acknowledged()
    {
        var name = fixture.NextAgent();
        await using var sender = await fixture.ConnectAsync(fixture.NextAgent());
        await using (var first = await fixture.ConnectAsync(name))
        {
            await sender.SendAsync(name, "one", Cancel);
            await sender.SendAsync(name, "two", Cancel);
            await using var inbox = first.OpenInbox();
            await using var deliveries = inbox.ReadAllAsync(Cancel).GetAsyncEnumerator(Cancel);
            await deliveries.MoveNextAsync();
            await deliveries.Current.AckAsync(Cancel);
            await deliveries.MoveNextAsync();
            await deliveries.Current.RetryAsync(cancellationToken: Cancel);
            await deliveries.MoveNextAsync();
            (deliveries.Current.Text, deliveries.Current.Attempt).ShouldBe(("two", 2));
        }

        await using var second = await fixture.ConnectAsync(name);
        (await second.ReadInboxAsync(Cancel).FirstAsync(Cancel)).Text.ShouldBe("two");
    }

    [Fact(Timeout = Patience)]
    public async Task Several_receivers_have_a_receipt_each_and_one_that_does_not_exist_is_told()
    {
        await using var sender = await fixture.ConnectAsync(fixture.NextAgent());
        await using var first = await fixture.ConnectAsync(fixture.NextAgent());
        await using var second = await fixture.ConnectAsync(fixture.NextAgent());
        var receipt = await sender.SendAsync([first.AgentId, second.AgentId, first.AgentId, "never-registered"], Text("to you"), Cancel);
        receipt.IsDelivered.ShouldBeFalse();
        receipt.Recipients.Select(each => (each.Agent, each.IsDelivered)).ShouldBe(
            [(first.AgentId, true), (second.AgentId, true), ("never-registered", false)], ignoreOrder: true);
        receipt.Recipients.Single(each => !each.IsDelivered).Code.ShouldBe(AgentBusCodes.AgentNotRegistered);
        foreach (var receiver in (AgentBusClient[])[first, second])
        {
            var delivery = await receiver.ReadInboxAsync(Cancel).FirstAsync(Cancel);
            delivery.Text.ShouldBe("to you");
        }
    }

    [Theory(Timeout = Patience)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_is_answered_and_one_that_nobody_answers_ends_in_time(bool fromSideSession)
    {
        var name = fixture.NextAgent();
        await using var asker = await SiloFixture.ConnectAsync(fixture.Silo, name, options => options with { Side = fromSideSession });
        await using var service = await fixture.ConnectAsync(fixture.NextAgent());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var serving = service.HandleAsync(
            (work, cancel) => work.Text == "be silent" ? Task.CompletedTask : work.ReplyAsync($"{work.Text}? yes", cancel),
            cancellationToken: stop.Token);
        for (var i = 0; i < 3; i++)
        {
            (await asker.RequestAsync(service.AgentId, Text($"{i}"), TimeSpan.FromSeconds(30), Cancel)).Text.ShouldBe($"{i}? yes");
        }

        var fault = await Should.ThrowAsync<RequestTimeoutException>(() => asker.RequestAsync(service.AgentId, Text("be silent"), TimeSpan.FromMilliseconds(300), Cancel));
        fault.Timeout.ShouldBe(TimeSpan.FromMilliseconds(300));
        await stop.CancelAsync();
        await serving;
    }

    [Fact(Timeout = Patience)]
    public async Task A_request_to_nobody_is_refused_at_once()
    {
        await using var asker = await fixture.ConnectAsync(fixture.NextAgent());
        var fault = await Should.ThrowAsync<RequestRefusedException>(() => asker.RequestAsync("never-registered", Text("?"), TimeSpan.FromMinutes(5), Cancel));
        fault.Code.ShouldBe(AgentBusCodes.AgentNotRegistered);
    }

    [Fact(Timeout = Patience)]
    public async Task A_request_to_an_agent_that_dies_is_answered_when_it_comes_back()
    {
        var name = fixture.NextAgent();
        await using var asker = await fixture.ConnectAsync(fixture.NextAgent());
        await using var first = await fixture.ConnectAsync(name);
        var asking = asker.RequestAsync(name, Text("?"), TimeSpan.FromSeconds(60), Cancel);
        await using var inbox = first.OpenInbox();
        await inbox.ReadAllAsync(Cancel).FirstAsync(Cancel);

        // The other one takes its place, as it would after a crash; what the first had in hand is handed out again.
        await using var second = await fixture.ConnectAsync(name);
        (await Should.ThrowAsync<AgentBusException>(() => first.Completion.WaitAsync(Cancel))).Code.ShouldBe(AgentBusCodes.SessionReplaced);
        var again = await second.ReadInboxAsync(Cancel).FirstAsync(Cancel);
        again.Text.ShouldBe("?");
        await second.ReplyAsync(again, "here again", Cancel);
        (await asking).Text.ShouldBe("here again");
    }

    [Fact(Timeout = Patience)]
    public async Task A_reply_from_another_agent_is_an_ordinary_message_and_completes_nothing()
    {
        await using var asker = await fixture.ConnectAsync(fixture.NextAgent());
        await using var service = await fixture.ConnectAsync(fixture.NextAgent());
        await using var forger = await fixture.ConnectAsync(fixture.NextAgent());
        var asking = asker.RequestAsync(service.AgentId, Text("?"), TimeSpan.FromSeconds(30), Cancel);
        var request = await service.ReadInboxAsync(Cancel).FirstAsync(Cancel);
        var forged = Text("forged");
        (forged.ParentId, forged.MessageType) = (request.MessageId, MessageType.Response);
        await forger.SendAsync(asker.AgentId, forged, Cancel);
        var ordinary = await asker.ReadInboxAsync(Cancel).FirstAsync(Cancel);
        (ordinary.Sender, ordinary.Text).ShouldBe((forger.AgentId, "forged"));
        asking.IsCompleted.ShouldBeFalse();
        await service.ReplyAsync(request, "true", Cancel);
        (await asking).Text.ShouldBe("true");
    }

    [Fact(Timeout = Patience)]
    public async Task What_is_said_to_a_room_comes_once_to_whoever_follows_any_of_its_channels()
    {
        await using var speaker = await fixture.ConnectAsync(fixture.NextAgent());
        await using var listener = await fixture.ConnectAsync(fixture.NextAgent());
        await using var first = await listener.OpenSubscriptionAsync(SiloFixture.Room, fixture.NextChannel(), cancellationToken: Cancel);
        await using var second = await listener.OpenSubscriptionAsync(SiloFixture.Room, fixture.NextChannel(), cancellationToken: Cancel);
        var text = $"to all of {listener.AgentId}";
        (await speaker.PublishAsync(SiloFixture.Room, "*", text, Cancel)).IsDelivered.ShouldBeTrue();

        // Marks in both channels: what was said before them has come by then.
        await speaker.PublishAsync(SiloFixture.Room, first.Channel, "mark", Cancel);
        await speaker.PublishAsync(SiloFixture.Room, second.Channel, "mark", Cancel);
        var heard = new List<string>();
        foreach (var subscription in (AgentBusSubscription[])[first, second])
        {
            await foreach (var delivery in subscription.ReadAllAsync(Cancel).TakeWhile(delivery => delivery.Text != "mark"))
            {
                heard.Add(delivery.Text);
            }
        }

        heard.Count(each => each == text).ShouldBe(1);
    }

    private static Envelope Text(string text) => new() { Content = new Content { Text = text } };
}
