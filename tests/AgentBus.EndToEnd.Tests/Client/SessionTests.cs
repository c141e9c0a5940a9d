using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Client;

public sealed class SessionTests
{
    [Fact]
    public async Task A_session_that_was_replaced_does_not_come_back()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var publish = client.PublishAsync("science", "explore", "hello", TestContext.Current.CancellationToken);
        await connection.ReadPublishAsync();
        await connection.EndAsync(AgentBusCodes.SessionReplaced);
        (await Should.ThrowAsync<AgentBusException>(() => client.Completion.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))).Code.ShouldBe(AgentBusCodes.SessionReplaced);
        (await Should.ThrowAsync<AgentBusException>(() => publish)).Code.ShouldBe(AgentBusCodes.SessionReplaced);
        (await Should.ThrowAsync<AgentBusException>(() => client.PublishAsync("science", "explore", "x", TestContext.Current.CancellationToken)))
            .Code.ShouldBe(AgentBusCodes.SessionReplaced);
        client.State.ShouldBe(AgentBusConnectionState.Closed);
    }

    [Fact]
    public async Task A_code_that_passes_is_followed_by_another_connection()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var states = new List<AgentBusConnectionState>();
        var (client, connection) = await PublishTests.ConnectAsync(bus, options => options with { OnStateChanged = states.Add });
        await using var _ = client;
        await connection.EndAsync("overloaded");
        await bus.GreetAsync();
        await Until.TrueAsync("the client is connected again", () => client.State == AgentBusConnectionState.Connected && states.Count >= 3, cancellationToken: TestContext.Current.CancellationToken);
        states.ShouldBe([AgentBusConnectionState.Connected, AgentBusConnectionState.Reconnecting, AgentBusConnectionState.Connected]);
    }

    [Fact]
    public async Task A_bad_credential_is_told_at_once()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var connecting = AgentBusClient.ConnectAsync(new AgentBusOptions { Uri = bus.Uri, Token = "bad" }, TestContext.Current.CancellationToken);
        var connection = await bus.AcceptAsync();
        await connection.ReadAsync();
        await connection.EndAsync(AgentBusCodes.Unauthenticated);
        (await Should.ThrowAsync<AgentBusException>(() => connecting)).Code.ShouldBe(AgentBusCodes.Unauthenticated);
    }

    [Fact]
    public async Task Connecting_waits_for_a_bus_that_is_not_there_yet_and_gives_up_in_time()
    {
        var port = FreePorts.Take(1)[0];
        var connecting = AgentBusClient.ConnectAsync(
            new AgentBusOptions { Uri = new Uri($"ws://127.0.0.1:{port}"), Token = "t", ConnectTimeout = TimeSpan.FromMilliseconds(300) },
            TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<AgentBusException>(() => connecting)).Code.ShouldBe(AgentBusCodes.Unreachable);
    }

    [Fact]
    public async Task A_draining_bus_gets_nothing_new_and_what_is_in_flight_is_finished_first()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, first) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var answered = client.PublishAsync("science", "explore", "answered", TestContext.Current.CancellationToken);
        var one = await first.ReadPublishAsync();
        var inFlight = client.PublishAsync("science", "explore", "in flight", TestContext.Current.CancellationToken);
        var two = await first.ReadPublishAsync();
        await first.SendAsync(new ServerFrame { Drain = new Drain { GraceMs = 5000 } });
        await first.AnswerAsync(one.RequestId, one.Envelopes);
        await answered;

        // The receipt came after the drain, so this one is published knowing of it.
        var fresh = client.PublishAsync("science", "explore", "new", TestContext.Current.CancellationToken);
        await first.AnswerAsync(two.RequestId, two.Envelopes);
        (await inFlight).IsDelivered.ShouldBeTrue();
        await Should.ThrowAsync<EndOfStreamException>(first.ReadAsync);
        var second = await bus.GreetAsync();
        var next = await second.ReadPublishAsync();
        next.Envelopes.ShouldHaveSingleItem().Content.Text.ShouldBe("new");
        await second.AnswerAsync(next.RequestId, next.Envelopes);
        await fresh;
    }

    [Fact]
    public async Task The_credential_is_renewed_before_it_ends()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var asked = 0;
        var connecting = AgentBusClient.ConnectAsync(
            new AgentBusOptions { Uri = bus.Uri, TokenProvider = _ => ValueTask.FromResult($"token {++asked}\n") },
            TestContext.Current.CancellationToken);
        var connection = await bus.GreetAsync(welcome => welcome.ExpiresAtUnixMs = TimeProvider.System.GetUtcNow().AddSeconds(30).ToUnixTimeMilliseconds());
        await using var client = await connecting;
        connection.Hello.Token.ShouldBe("token 1");
        (await connection.ReadAsync()).Refresh.Token.ShouldBe("token 2");
    }

    [Fact]
    public async Task Credentials_that_are_refused_again_and_again_end_the_session()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var connecting = AgentBusClient.ConnectAsync(
            new AgentBusOptions
            {
                Uri = bus.Uri,
                TokenProvider = _ => ValueTask.FromResult("token"),
                MaxCredentialRefusals = 3,
                ReconnectDelay = TimeSpan.FromMilliseconds(1),
                ReconnectMaxDelay = TimeSpan.FromMilliseconds(20),
            },
            TestContext.Current.CancellationToken);
        var greeted = await bus.GreetAsync();
        await using var client = await connecting;
        greeted.Break();
        for (var i = 0; i < 3; i++)
        {
            var connection = await bus.AcceptAsync();
            await connection.ReadAsync();
            await connection.EndAsync(AgentBusCodes.Unauthenticated);
        }

        (await Should.ThrowAsync<AgentBusException>(() => client.Completion.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)))
            .Code.ShouldBe(AgentBusCodes.Unauthenticated);
    }

    [Fact]
    public async Task Disposing_waits_for_outstanding_receipts()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        var publish = client.PublishAsync("science", "explore", "hello", TestContext.Current.CancellationToken);
        var (request, envelopes) = await connection.ReadPublishAsync();
        var disposing = client.DisposeAsync().AsTask();
        disposing.IsCompleted.ShouldBeFalse();
        await Should.ThrowAsync<ObjectDisposedException>(() => client.PublishAsync("science", "explore", "late", TestContext.Current.CancellationToken));
        await connection.AnswerAsync(request, envelopes);
        (await publish).IsDelivered.ShouldBeTrue();
        await disposing;
        client.Completion.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Disposing_fails_what_is_not_answered_in_time_with_a_clear_code()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus, options => options with { DrainTimeout = TimeSpan.FromMilliseconds(20) });
        var publish = client.PublishAsync("science", "explore", "hello", TestContext.Current.CancellationToken);
        await connection.ReadPublishAsync();
        await client.DisposeAsync();
        (await Should.ThrowAsync<AgentBusException>(() => publish)).Code.ShouldBe(AgentBusCodes.Closed);
    }

    [Fact]
    public async Task Options_out_of_range_are_named()
    {
        var options = new AgentBusOptions { Uri = new Uri("ws://127.0.0.1:1"), Token = "t" };
        foreach (var (wrong, name) in new[]
        {
            (options with { Token = null }, "Token"),
            (options with { Uri = new Uri("ftp://127.0.0.1") }, "Uri"),
            (options with { PublishTimeout = TimeSpan.FromMinutes(10) }, "PublishTimeout"),
            (options with { ReconnectJitter = 1.5 }, "ReconnectJitter"),
            (options with { MaxPendingPublishes = 0 }, "MaxPendingPublishes"),
        })
        {
            (await Should.ThrowAsync<ArgumentException>(() => AgentBusClient.ConnectAsync(wrong, TestContext.Current.CancellationToken))).Message.ShouldContain(name);
        }
    }
}
