using AgentBus.Client;

namespace AgentBus.EndToEnd.Tests.Silo;

[Collection(SiloCollection.Name)]
public sealed class ConversationTests(SiloFixture fixture)
{
    [Fact]
    public async Task Two_agents_meet_and_hear_each_other_in_order()
    {
        var channel = fixture.NextChannel();
        await using var ada = await fixture.ConnectAsync(fixture.NextAgent());
        await using var bob = await fixture.ConnectAsync(fixture.NextAgent());
        await using var adaHears = await ada.OpenSubscriptionAsync(SiloFixture.Room, channel, cancellationToken: TestContext.Current.CancellationToken);
        await using var bobHears = await bob.OpenSubscriptionAsync(SiloFixture.Room, channel, cancellationToken: TestContext.Current.CancellationToken);
        for (var i = 0; i < 50; i++)
        {
            var speaker = i % 2 == 0 ? ada : bob;
            (await speaker.PublishAsync(SiloFixture.Room, channel, $"{i}", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
        }

        foreach (var hears in new[] { adaHears, bobHears })
        {
            var heard = await hears.HearAsync(50, fixture.Silo);
            heard.Select(delivery => delivery.Text).ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}"));
            heard.Select(delivery => delivery.Sender).Distinct().ShouldBe([ada.AgentId, bob.AgentId]);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task History_is_read_from_the_beginning_and_from_any_position()
    {
        var channel = fixture.NextChannel();
        await using var ada = await fixture.ConnectAsync(fixture.NextAgent());
        await using var bob = await fixture.ConnectAsync(fixture.NextAgent());
        var receipts = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => ada.PublishAsync(SiloFixture.Room, channel, $"{i}", TestContext.Current.CancellationToken)));
        receipts.ShouldAllBe(receipt => receipt.IsDelivered);
        var all = await TakeAsync(bob, channel, Position.Beginning, 2_000);
        all.ShouldBe(Enumerable.Range(0, 2_000).Select(i => $"{i}"));
        (await TakeAsync(bob, channel, receipts[1_499].Position, 500)).ShouldBe(all.Skip(1_500));
    }

    [Fact]
    public async Task The_newest_session_of_an_agent_wins_and_the_older_one_stays_away()
    {
        var agent = fixture.NextAgent();
        await using var older = await fixture.ConnectAsync(agent);
        await using var newer = await fixture.ConnectAsync(agent);
        (await Should.ThrowAsync<AgentBusException>(() => older.Completion.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)))
            .Code.ShouldBe(AgentBusCodes.SessionReplaced);
        (await newer.PublishAsync(SiloFixture.Room, fixture.NextChannel(), "still here", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_message_published_again_is_answered_with_its_first_receipt()
    {
        var channel = fixture.NextChannel();
        await using var ada = await fixture.ConnectAsync(fixture.NextAgent());
        var envelope = new Protocol.V1.Envelope
        {
            MessageId = $"{Guid.NewGuid()}",
            Content = new Protocol.V1.Content { Text = "once" },
            CreatedAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
        };
        var first = await ada.PublishAsync(SiloFixture.Room, channel, envelope, TestContext.Current.CancellationToken);
        var again = await ada.PublishAsync(SiloFixture.Room, channel, envelope, TestContext.Current.CancellationToken);
        again.Position.ShouldBe(first.Position);
        (first.Duplicate, again.Duplicate).ShouldBe((false, true));
        envelope.Content.Text = "another";
        (await ada.PublishAsync(SiloFixture.Room, channel, envelope, TestContext.Current.CancellationToken)).Code.ShouldBe("idempotency_conflict");
    }

    [Fact]
    public async Task A_channel_that_does_not_exist_is_refused_as_a_result_and_a_subscription_to_it_throws()
    {
        await using var ada = await fixture.ConnectAsync(fixture.NextAgent());
        var receipt = await ada.PublishAsync("nowhere", "general", "x", TestContext.Current.CancellationToken);
        receipt.Outcome.ShouldBe(ReceiptOutcome.Refused);
        receipt.Code.ShouldBe("not_found");
        (await Should.ThrowAsync<AgentBusException>(() => ada.OpenSubscriptionAsync("nowhere", "general", cancellationToken: TestContext.Current.CancellationToken)))
            .Code.ShouldBe("not_found");
    }

    private static async Task<List<string>> TakeAsync(AgentBusClient client, string channel, Position from, int count)
    {
        var texts = client.SubscribeAsync(SiloFixture.Room, channel, from, TestContext.Current.CancellationToken).Take(count).Select(delivery => delivery.Text);
        return await texts.ToListAsync(TestContext.Current.CancellationToken);
    }
}
