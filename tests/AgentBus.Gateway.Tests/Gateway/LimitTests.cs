using System.Net.WebSockets;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class LimitTests(SiloFixture fixture)
{
    [Fact]
    public async Task A_malformed_message_is_refused_whole_and_the_connection_goes_on()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());

        await socket.SendRawAsync(new byte[] { 0x0A, 0x02, 0x4A, 0x00, 0x0A, 0xFF });
        var error = (await socket.NextAsync(static frame => frame.Error is not null)).Error;

        (error.Code, error.Closes).ShouldBe(("message_invalid", false));
        (await socket.AskAsync(new ClientFrame { Ping = new Ping() })).Pong.ShouldNotBeNull();
    }

    [Fact]
    public async Task Malformed_messages_without_end_close_the_connection()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        for (var i = 0; i < 8; i++)
        {
            await socket.SendRawAsync(new byte[] { 0xFF });
        }

        var error = await socket.ClosedAsync();

        error.ShouldNotBeNull().Closes.ShouldBeTrue();
        socket.CloseStatus.ShouldBe(4004);
    }

    [Fact]
    public async Task A_frame_without_a_body_that_is_known_is_refused()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());

        (await socket.AskAsync(new ClientFrame())).Error.Code.ShouldBe("message_invalid");
    }

    [Fact]
    public async Task A_text_message_closes_the_connection()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());

        await socket.SendRawAsync("{}"u8.ToArray(), WebSocketMessageType.Text);

        (await socket.ClosedAsync()).ShouldNotBeNull().Code.ShouldBe("message_invalid");
    }

    [Fact]
    public async Task A_message_over_the_limit_closes_the_connection()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:MaxMessageBytes", "2048");
        await using var socket = await silo.JoinAsync("alpha");

        await socket.SendRawAsync(new byte[4096]);
        var error = await socket.ClosedAsync();

        error.ShouldNotBeNull().Message.ShouldContain("2048");
        socket.CloseStatus.ShouldBe(4004);
    }

    [Fact]
    public async Task A_publish_of_too_many_envelopes_is_refused_whole()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var publish = new Publish();
        publish.Envelopes.AddRange(Enumerable.Range(0, 257).Select(static _ => Sample.Message().ToByteString()));

        var answer = await socket.AskAsync(new ClientFrame { Publish = publish });

        answer.Error.Code.ShouldBe("message_invalid");
        answer.Error.Message.ShouldContain("256");
    }

    [Fact]
    public async Task A_connection_that_sends_too_fast_is_told_when_to_come_back_and_closed_when_it_goes_on()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:MessagesPerSecond", "1", "--AgentBus:Gateway:MessageBurst", "5", "--AgentBus:Gateway:MaxStrikes", "2");
        await using var socket = await silo.JoinAsync("alpha");
        await socket.SendAsync([.. Enumerable.Range(1, 20).Select(static i => new ClientFrame { RequestId = (ulong)i, Ping = new Ping() })]);

        var error = (await socket.NextAsync(static frame => frame.Error is not null)).Error;
        (error.Code, error.Closes).ShouldBe(("rate_limited", false));
        error.RetryAfterMs.ShouldBeGreaterThan(0u);
        (await socket.ClosedAsync()).ShouldNotBeNull().Closes.ShouldBeTrue();
        socket.CloseStatus.ShouldBe(4011);
    }

    [Fact]
    public async Task A_connection_that_does_not_say_hello_is_closed()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:HelloTimeout", "00:00:01");
        await using var socket = await silo.ConnectAsync();

        (await socket.ClosedAsync()).ShouldNotBeNull().Code.ShouldBe("timeout");
        socket.CloseStatus.ShouldBe(4021);
    }

    [Fact]
    public async Task A_silent_connection_is_closed_and_one_that_pings_is_not()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:HeartbeatInterval", "00:00:01", "--AgentBus:Gateway:IdleTimeout", "00:00:03", "--AgentBus:Gateway:MessagesPerSecond", "0");
        await using var silent = await silo.JoinAsync("silent");
        await using var alive = await silo.JoinAsync("alive");

        var closing = silent.ClosedAsync();
        while (!closing.IsCompleted)
        {
            (await alive.AskAsync(new ClientFrame { Ping = new Ping() })).Pong.ShouldNotBeNull();
        }

        (await closing).ShouldNotBeNull().Code.ShouldBe("timeout");
        (await alive.AskAsync(new ClientFrame { Ping = new Ping() })).Pong.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_connection_follows_no_more_channels_than_it_may()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:MaxSubscriptions", "1");
        await using var socket = await silo.JoinAsync("alpha");
        await socket.SubscribeAsync(RunningSilo.Room, "general");

        (await socket.AskAsync(new ClientFrame { Subscribe = new Subscribe { Room = RunningSilo.Room, Channel = "share" } })).Error.Code.ShouldBe("limit_exceeded");
        (await socket.SubscribeAsync(RunningSilo.Room, "general")).Channel.ShouldBe("general");
    }

    [Fact]
    public async Task A_follower_that_does_not_read_is_closed_as_a_slow_consumer_and_holds_up_nobody()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:MaxSendQueueBytes", "262144", "--AgentBus:Tenants:default-tenant:Quota:AgentRate", "0");
        await using var alice = await silo.JoinAsync("alice");
        await using var slow = await silo.JoinAsync("slow");
        await using var quick = await silo.JoinAsync("quick");
        await slow.SubscribeAsync(RunningSilo.Room, RunningSilo.Channel);
        await quick.SubscribeAsync(RunningSilo.Room, RunningSilo.Channel);
        var text = new string('x', 50_000);

        // Enough for the buffers of both kernels' ends and the queue; the quick one is drained each time.
        for (var i = 0; i < 400; i++)
        {
            await alice.PublishAsync(Sample.Message(text));
            await quick.NextDeliveryAsync();
        }

        await slow.ClosedAsync();
        (await quick.AskAsync(new ClientFrame { Ping = new Ping() })).Pong.ShouldNotBeNull();
        await using var again = await silo.JoinAsync("slow");
        (await again.PublishAsync(Sample.Message()))[0].Outcome.ShouldBe(Outcome.Delivered);
    }
}
