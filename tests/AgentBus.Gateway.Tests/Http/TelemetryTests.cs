using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Telemetry;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>The telemetry WebSocket (OBS-10, OBS-11): events of the tenant for who may see them, and no way to hold the bus up.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Events_of_the_bus_and_of_clients_reach_those_who_look_on()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var dashboard = await ConnectAsync(silo, silo.Token("dash"));
        using var sensor = await ConnectAsync(silo, silo.Token("sensor"));

        await SendAsync(sensor, """{"eventType":"cpu.load","payload":{"value":0.7}}""");
        var load = await NextAsync(dashboard, static one => TypeOf(one) == "cpu.load");
        await using var agent = await silo.JoinAsync("alpha");
        var joined = await NextAsync(dashboard, static one => TypeOf(one) == "agent_activity" && one.GetProperty("payload").GetProperty("agent_id").GetString() == "alpha");

        load.GetProperty("payload").GetProperty("value").GetDouble().ShouldBe(0.7);
        load.GetProperty("source").GetString().ShouldBe("sensor");
        load.GetProperty("channel").GetString().ShouldBe("integriguard:telemetry-stream");
        joined.GetProperty("channel").GetString().ShouldBe("integriguard:dashboard-events");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("nothing")]
    [InlineData("""{"eventType":"a","payload":7}""")]
    [InlineData("""{"eventType":"","payload":{}}""")]
    [InlineData("""{"eventType":"a b","payload":{}}""")]
    [InlineData("""{"eventType":"a","payload":{},"more":1}""")]
    [InlineData("""{"eventType":"a","eventType":"b","payload":{}}""")]
    [InlineData("""{"eventType":"a","payload":{"x":"\ud800"}}""")]
    public void What_is_no_event_is_refused(string text) =>
        TelemetryEvent.Read(Encoding.UTF8.GetBytes(text)).Refusal.ShouldNotBeNull().Code.ShouldBe(Model.Code.MessageInvalid);

    [Fact]
    public async Task A_client_that_sends_no_event_is_told_and_goes_on()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var socket = await ConnectAsync(silo, silo.Token("sensor"));

        await SendAsync(socket, """{"eventType":"a"}""");
        (await NextAsync(socket, static one => one.TryGetProperty("error", out _))).GetProperty("error").GetProperty("code").GetString().ShouldBe("message_invalid");
        await SendAsync(socket, """{"eventType":"fine","payload":{}}""");

        await NextAsync(socket, static one => TypeOf(one) == "fine");
    }

    [Fact]
    public void What_a_message_says_is_not_told()
    {
        var envelope = Sample.Message("a secret");
        envelope.Payload = new Struct { Fields = { ["x"] = Value.ForNumber(1) } };

        var text = Encoding.UTF8.GetString(TelemetryEvent.Write(new Delivery { Room = "integriguard", Channel = "telemetry-stream", Envelope = envelope.ToByteString() })!);

        text.ShouldNotContain("a secret");
        text.ShouldContain("\"x\":1");
        TelemetryEvent.Write(new Delivery { Envelope = ByteString.CopyFrom(255) }).ShouldBeNull();
    }

    [Fact]
    public void A_client_that_does_not_read_loses_the_oldest_and_stops_nobody()
    {
        var sink = new TelemetrySink(4);
        for (byte i = 0; i < 10; i++)
        {
            sink.TryDeliver([i], 1).ShouldBeTrue();
        }

        sink.TakeDropped().ShouldBe(6);
        sink.TakeDropped().ShouldBe(0);
        sink.All.TryRead(out var first).ShouldBeTrue();
        first.Bytes.ShouldBe([6]);
        sink.WaitForRoomAsync().IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_who_may_see_the_channels_gets_in_and_only_inside()
    {
        await using var silo = await RunningSilo.StartAsync();

        (await RefusedAsync(silo, null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefusedAsync(silo, "rubbish")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefusedAsync(silo, silo.Token("sue", "stranger"))).ShouldBe(HttpStatusCode.Forbidden);
        (await RefusedAsync(silo, silo.Token("dash"), origin: "https://evil.example")).ShouldBe(HttpStatusCode.Forbidden);
        (await RefusedAsync(silo, silo.Token("dash"), isPublic: true)).ShouldBe(HttpStatusCode.NotFound);
        using var http = silo.Operator();
        using var answer = await http.GetAsync("telemetry", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
    }

    [Fact]
    public async Task A_silo_that_drains_takes_no_client_more()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var before = await ConnectAsync(silo, silo.Token("dash"));
        using var http = silo.Operator();
        using var drained = await http.PostAsync("/admin/drain", new StringContent("""{"constitutional_hash":"cdd01ef066bc6cf2"}""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        drained.IsSuccessStatusCode.ShouldBeTrue();

        (await RefusedAsync(silo, silo.Token("late"))).ShouldBe(HttpStatusCode.ServiceUnavailable);
        before.State.ShouldBe(WebSocketState.Open);
    }

    [Fact]
    public async Task Who_is_disabled_is_sent_away()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var socket = await ConnectAsync(silo, silo.Token("dash"));
        using var http = silo.Operator();

        using var disabled = await http.PostAsync(
            "/admin/agents/default-tenant/dash/disable", new StringContent("""{"constitutional_hash":"cdd01ef066bc6cf2"}""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        disabled.StatusCode.ShouldBe(HttpStatusCode.OK);
        while (await ReceiveAsync(socket) is not null)
        {
            // Events that came before.
        }

        socket.CloseStatusDescription.ShouldBe("agent_disabled");
    }

    private static async Task<ClientWebSocket> ConnectAsync(RunningSilo silo, string? token, string? origin = null, bool isPublic = false, bool details = false)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = details;
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            await socket.ConnectAsync(new UriBuilder(isPublic ? silo.Public : silo.Internal) { Scheme = "ws", Path = "/telemetry" }.Uri, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException) when (details)
        {
            // The status says why.
        }

        return socket;
    }

    private static async Task<HttpStatusCode> RefusedAsync(RunningSilo silo, string? token, string? origin = null, bool isPublic = false)
    {
        using var socket = await ConnectAsync(silo, token, origin, isPublic, details: true);
        return socket.HttpStatusCode;
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    private static async Task<JsonElement> NextAsync(ClientWebSocket socket, Func<JsonElement, bool> fits)
    {
        while (true)
        {
            var text = await ReceiveAsync(socket) ?? throw new InvalidOperationException($"closed: {socket.CloseStatusDescription}");
            using var json = JsonDocument.Parse(text);
            if (fits(json.RootElement))
            {
                return json.RootElement.Clone();
            }
        }
    }

    private static string? TypeOf(JsonElement one) => one.TryGetProperty("eventType", out var type) ? type.GetString() : null;

    private static async Task<string?> ReceiveAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var buffer = new byte[1 << 16];
        var part = await socket.ReceiveAsync(buffer, patience.Token);
        return part.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, part.Count);
    }
}
