using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;

namespace AgentBus.EndToEnd.Tests.Client;

public sealed class PublishTests
{
    [Fact]
    public async Task A_publish_that_was_not_answered_is_sent_again_with_the_same_bytes()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, first) = await ConnectAsync(bus);
        await using var _ = client;
        var publish = client.PublishAsync("science", "explore", "hello", TestContext.Current.CancellationToken);
        var lost = await first.ReadPublishAsync();
        first.Break();
        var second = await bus.GreetAsync();
        var repeated = await second.ReadPublishAsync();
        repeated.Envelopes.ShouldBe(lost.Envelopes);
        await second.AnswerAsync(repeated.RequestId, repeated.Envelopes, 7);
        var receipt = await publish;
        receipt.IsDelivered.ShouldBeTrue();
        receipt.Position.ShouldBe(new AgentBus.Client.Position(ScriptedConnection.Epoch, 7));
    }

    [Fact]
    public async Task What_is_sent_again_keeps_its_order_and_goes_before_what_is_new()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, first) = await ConnectAsync(bus);
        await using var _ = client;
        var publishes = Enumerable.Range(0, 40).Select(i => client.PublishAsync("science", "explore", $"{i}", TestContext.Current.CancellationToken)).ToList();
        await first.ReadPublishAsync();
        first.Break();
        publishes.AddRange(Enumerable.Range(40, 10).Select(i => client.PublishAsync("science", "explore", $"{i}", TestContext.Current.CancellationToken)));
        var second = await bus.GreetAsync();
        var texts = new List<string>();
        while (texts.Count < 50)
        {
            var (request, envelopes) = await second.ReadPublishAsync();
            texts.AddRange(envelopes.Select(envelope => envelope.Content.Text));
            await second.AnswerAsync(request, envelopes);
        }

        texts.ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}"));
        await Task.WhenAll(publishes);
    }

    [Fact]
    public async Task Messages_keep_the_order_of_the_calls_when_more_come_than_may_be_pending()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await ConnectAsync(bus, options => options with { MaxPendingPublishes = 4 });
        await using var _ = client;
        var publishes = Enumerable.Range(0, 100).Select(i => client.PublishAsync("science", "explore", $"{i}", TestContext.Current.CancellationToken)).ToList();
        var texts = new List<string>();
        while (texts.Count < 100)
        {
            var (request, envelopes) = await connection.ReadPublishAsync();
            envelopes.Count.ShouldBeLessThanOrEqualTo(4);
            texts.AddRange(envelopes.Select(envelope => envelope.Content.Text));
            await connection.AnswerAsync(request, envelopes);
        }

        texts.ShouldBe(Enumerable.Range(0, 100).Select(i => $"{i}"));
        await Task.WhenAll(publishes);
    }

    [Fact]
    public async Task A_refusal_is_a_result()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await ConnectAsync(bus);
        await using var _ = client;
        var publish = client.PublishAsync("science", "explore", "hello", TestContext.Current.CancellationToken);
        var (request, envelopes) = await connection.ReadPublishAsync();
        var refusal = new AgentBus.Protocol.V1.Receipt { MessageId = envelopes[0].MessageId, Outcome = Outcome.Refused, Code = "rate_limited", Stage = "quota", RetryAfterMs = 250 };
        await connection.SendAsync(new ServerFrame { RequestId = request, Receipts = new Receipts { Receipts_ = { refusal } } });
        var receipt = await publish;
        receipt.Outcome.ShouldBe(ReceiptOutcome.Refused);
        receipt.Code.ShouldBe("rate_limited");
        receipt.RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    [Theory]
    [InlineData("timeout")]
    [InlineData("internal")]
    public async Task A_publish_of_which_the_bus_does_not_know_what_became_is_sent_again_with_the_same_bytes(string code)
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await ConnectAsync(bus);
        await using var _ = client;
        var publish = client.PublishAsync("science", "explore", "hello", TestContext.Current.CancellationToken);
        var (request, first) = await connection.ReadPublishAsync();
        var unsure = new AgentBus.Protocol.V1.Receipt { MessageId = first[0].MessageId, Outcome = Outcome.Refused, Code = code };
        await connection.SendAsync(new ServerFrame { RequestId = request, Receipts = new Receipts { Receipts_ = { unsure } } });
        (request, var second) = await connection.ReadPublishAsync();
        await connection.RefuseAsync(request, code);
        (request, var third) = await connection.ReadPublishAsync();
        second.ShouldBe(first);
        third.ShouldBe(first);
        await connection.AnswerAsync(request, third, 4);
        (await publish).Position.Sequence.ShouldBe(4UL);
    }

    [Fact]
    public async Task A_publish_of_which_the_bus_never_knows_fails_in_time()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await ConnectAsync(bus, options => options with { PublishTimeout = TimeSpan.FromMilliseconds(50) });
        await using var _ = client;
        var publish = client.PublishAsync("science", "explore", "hello", TestContext.Current.CancellationToken);
        await connection.RefuseAsync((await connection.ReadAsync()).RequestId, "internal");
        (await Should.ThrowAsync<AgentBusException>(() => publish)).Code.ShouldBe(AgentBusCodes.Timeout);
    }

    [Fact]
    public async Task An_envelope_is_completed_and_the_given_one_stays_as_it_is()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await ConnectAsync(bus);
        await using var _ = client;
        var given = new Envelope { Content = new Content { Text = "hello" }, MessageType = MessageType.Query, CorrelationId = "c" };
        var before = given.Clone();
        var publish = client.PublishAsync("science", "explore", given, TestContext.Current.CancellationToken);
        var (request, envelopes) = await connection.ReadPublishAsync();
        await connection.AnswerAsync(request, envelopes);
        await publish;
        given.ShouldBe(before);
        var sent = envelopes.ShouldHaveSingleItem();
        Guid.TryParse(sent.MessageId, out Guid _).ShouldBeTrue();
        sent.ConstitutionalHash.ShouldBe(AgentBusOptions.DefaultConstitutionalHash);
        (sent.ProtocolVersion, sent.TenantId, sent.FromAgent).ShouldBe(("1.0", "default-tenant", "ada"));
        (sent.Room, sent.Channel, sent.MessageType, sent.CorrelationId).ShouldBe(("science", "explore", MessageType.Query, "c"));
        sent.CreatedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_message_longer_than_the_bus_takes_fails_before_it_is_sent()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, _) = await ConnectAsync(bus);
        await using var __ = client;
        var fault = await Should.ThrowAsync<AgentBusException>(() => client.PublishAsync("science", "explore", new string('x', 70_000), TestContext.Current.CancellationToken));
        fault.Code.ShouldBe(AgentBusCodes.MessageInvalid);
    }

    [Fact]
    public async Task A_publish_without_a_receipt_fails_in_time()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await ConnectAsync(bus, options => options with { PublishTimeout = TimeSpan.FromMilliseconds(1) });
        await using var _ = client;
        var publish = client.PublishAsync("science", "explore", "hello", TestContext.Current.CancellationToken);
        await connection.ReadPublishAsync();
        (await Should.ThrowAsync<AgentBusException>(() => publish)).Code.ShouldBe(AgentBusCodes.Timeout);
    }

    [Fact]
    public async Task A_cancelled_publish_stops_waiting_and_is_not_sent_again()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, first) = await ConnectAsync(bus);
        await using var _ = client;
        using var cancel = new CancellationTokenSource();
        var publish = client.PublishAsync("science", "explore", "first", cancel.Token);
        await first.ReadPublishAsync();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => publish);
        first.Break();
        var second = await bus.GreetAsync();
        var next = client.PublishAsync("science", "explore", "second", TestContext.Current.CancellationToken);
        var (request, envelopes) = await second.ReadPublishAsync();
        envelopes.ShouldHaveSingleItem().Content.Text.ShouldBe("second");
        await second.AnswerAsync(request, envelopes);
        await next;
    }

    [Theory]
    [InlineData("", "explore")]
    [InlineData("science", "ex:plore")]
    [InlineData("science", "ä")]
    public async Task A_bad_name_throws_at_the_call(string room, string channel)
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, _) = await ConnectAsync(bus);
        await using var __ = client;
        Should.Throw<ArgumentException>(() => { _ = client.PublishAsync(room, channel, "x", TestContext.Current.CancellationToken); });
        Should.Throw<ArgumentException>(() => { _ = client.SubscribeAsync(room, channel, cancellationToken: TestContext.Current.CancellationToken); });
    }

    internal static async Task<(AgentBusClient Client, ScriptedConnection Connection)> ConnectAsync(
        ScriptedBus bus, Func<AgentBusOptions, AgentBusOptions>? change = null, Action<Welcome>? greet = null)
    {
        var options = new AgentBusOptions { Uri = bus.Uri, Token = "token", ReconnectDelay = TimeSpan.FromMilliseconds(1), ReconnectMaxDelay = TimeSpan.FromMilliseconds(20) };
        var connecting = AgentBusClient.ConnectAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
        var connection = await bus.GreetAsync(greet);
        return (await connecting, connection);
    }
}
