using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using AgentBus.Contracts;
using AgentBus.Gateway.Tests.Encodings;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using WireEnvelope = AgentBus.Protocol.V1.Envelope;

namespace AgentBus.Gateway.Tests.Arqon;

/// <summary>Clients of ArqonBus as they are: names, shapes, acknowledgements and codes are those of the original.</summary>
public sealed class ArqonSessionTests(ArqonSilo arqon) : IClassFixture<ArqonSilo>
{
    private const string Room = "science";

    [Fact]
    public async Task The_session_of_the_arqonbus_chapter_goes_as_it_stands_there()
    {
        var client = arqon.NewClient();
        var token = arqon.Silo.Token(client);
        await using var socket = await TextSocket.ConnectAsync(arqon.Silo.WebSocket, subprotocol: null, token);

        await ProtocolSessionTests.PlayAsync(socket, "arqonbus", client, token);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("access_token")]
    [InlineData("auth_token")]
    public async Task The_token_may_come_in_the_query(string name)
    {
        var client = arqon.NewClient();
        await using var socket = await TextSocket.ConnectAsync(new Uri($"{arqon.Silo.WebSocket}?{name}={arqon.Silo.Token(client)}"), subprotocol: null);

        var welcome = await socket.NextAsync("""{"type":"message"}""");

        welcome["payload"]!["client_id"]!.GetValue<string>().ShouldBe(client);
        welcome["id"]!.GetValue<string>().ShouldMatch("^arq_[0-9]+_[0-9]+_[0-9a-f]{6}$");
        welcome["version"]!.GetValue<string>().ShouldBe("1.0");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=nonsense")]
    [InlineData("?token=eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIiwidGVuYW50X2lkIjoiZGVmYXVsdC10ZW5hbnQifQ.")]
    public async Task Without_a_good_token_the_handshake_fails_with_401(string query)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"{arqon.Silo.WebSocket}{query}"), TestContext.Current.CancellationToken));

        socket.HttpStatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        socket.HttpResponseHeaders!["WWW-Authenticate"].ShouldBe(["Bearer realm=\"arqonbus\""]);
    }

    [Fact]
    public async Task Without_the_switch_such_clients_are_refused()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {silo.Token("alpha")}");

        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(silo.WebSocket, TestContext.Current.CancellationToken));

        socket.HttpStatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Two_clients_and_an_agent_of_ours_talk_in_one_channel()
    {
        var (first, second, ours) = (arqon.NewClient(), arqon.NewClient(), arqon.NewClient());
        await using var sender = await JoinedAsync(first, "general");
        await using var receiver = await JoinedAsync(second, "general");
        await using var agent = await arqon.Silo.JoinAsync(ours);
        await agent.SubscribeAsync(Room, "general");

        await sender.SendAsync(Message("arq_1_1_aaaaaa", "general", """{"text":"to all","n":1}""", "\"metadata\":{\"sequence\":7,\"vector_clock\":{\"a\":1}},"));

        var heard = await receiver.NextAsync($$$"""{"id":"arq_1_1_aaaaaa","type":"message","sender":"{{{first}}}","room":"science","channel":"general","payload":{"text":"to all","n":1}}""");
        heard["metadata"]!["vector_clock"]!["a"]!.GetValue<int>().ShouldBe(1);
        heard["timestamp"]!.GetValue<string>().ShouldEndWith("Z");

        // Only now: between two senders there is no order, and the first delivery below is the other one's.
        await agent.PublishAsync(Sample.Message("from ours", Room, "general"));
        await receiver.NextAsync($$$"""{"type":"message","sender":"{{{ours}}}","payload":{"message":"from ours"}}""");
        var delivery = await agent.NextDeliveryAsync();
        var envelope = WireEnvelope.Parser.ParseFrom(delivery.Envelope);
        (envelope.MessageId, envelope.FromAgent, envelope.Payload.Fields["text"]).ShouldBe(("arq_1_1_aaaaaa", "", Value.ForString("to all")));
        delivery.Stamp.ConstitutionalValidated.ShouldBeTrue();
        delivery.Stamp.Sender.ShouldBe(first);
    }

    [Fact]
    public async Task A_sender_gets_its_acknowledgement_and_not_its_own_message()
    {
        await using var sender = await JoinedAsync(arqon.NewClient(), "explore");
        await using var other = await JoinedAsync(arqon.NewClient(), "explore");

        await sender.SendAsync(Message("arq_2_1_aaaaaa", "explore", """{"a":1}"""));
        await sender.NextAsync("""{"id":"arq_2_1_aaaaaa","type":"message_response","payload":{"a":1},"sender":"arqonbus","status":"success"}""");
        await other.SendAsync(Message("arq_2_2_aaaaaa", "explore", """{"a":2}"""));
        var next = await sender.NextAsync("""{"type":"message"}""");

        next["id"]!.GetValue<string>().ShouldBe("arq_2_2_aaaaaa");
    }

    [Theory]
    [InlineData("event")]
    [InlineData("telemetry")]
    [InlineData("message")]
    public async Task A_message_keeps_its_type(string type)
    {
        await using var receiver = await JoinedAsync(arqon.NewClient(), "design");
        await using var sender = await arqon.ConnectAsync(arqon.NewClient());

        await sender.SendAsync($$"""{"id":"arq_t_{{type}}","type":"{{type}}","version":"1.0","room":"science","channel":"design","payload":{"x":true} }""");

        await receiver.NextAsync($$$"""{"id":"arq_t_{{{type}}}","type":"{{{type}}}","payload":{"x":true} }""");
    }

    [Fact]
    public async Task A_private_message_reaches_its_client_once()
    {
        var receiver = arqon.NewClient();
        await using var to = await arqon.ConnectAsync(receiver);
        await using var from = await arqon.ConnectAsync(arqon.NewClient());

        await from.AskAsync(
            $$"""{"id":"arq_p_1","type":"private","version":"1.0","to_client":"{{receiver}}","payload":{"secret":"no"} }""", """{"id":"arq_p_1","type":"message_response","status":"success"}""");

        await to.NextAsync($$$"""{"id":"arq_p_1","type":"private","to_client":"{{{receiver}}}","payload":{"secret":"no"} }""");
        await TestKit.Until.TrueAsync("handing it over settled it", async () => (await Inbox(receiver).DescribeAsync()).Pending == 0, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Rooms_and_channels_are_managed_by_commands_of_both_shapes()
    {
        var channel = arqon.NewClient();
        await using var admin = await arqon.ConnectAsync(arqon.NewClient(), "admin");
        await using var user = await arqon.ConnectAsync(arqon.NewClient());

        await admin.AskAsync(Command("arq_c_1", "create_channel", $$"""{"room":"science","name":"{{channel}}","description":"x"}"""), $$$"""{"type":"response","request_id":"arq_c_1","status":"success","payload":{"data":{"channel_name":"{{{channel}}}","room_id":"science"} } }""");
        await admin.AskAsync(Command("arq_c_2", "create_channel", $$"""{"room":"science","channel":"{{channel}}"}"""), """{"type":"response","request_id":"arq_c_2","status":"error","error_code":"CHANNEL_EXISTS"}""");
        await user.AskAsync(Command("arq_c_3", "create_channel", """{"room":"science","channel":"no"}"""), """{"type":"response","request_id":"arq_c_3","status":"error","error_code":"AUTHORIZATION_ERROR"}""");
        await user.AskAsync(OldCommand("arq_c_4", "channel_info", $$"""{"room":"science","channel":"{{channel}}"}"""), """{"type":"command_response","id":"arq_c_4","command":"channel_info","payload":{"request_id":"arq_c_4","status":"success","result":{"participants":0}}}""");
        await user.AskAsync(OldCommand("arq_c_5", "list_channels", """{"room":"science"}"""), """{"type":"response","request_id":"arq_c_5","status":"success"}""");
        await user.AskAsync(Command("arq_c_6", "join_channel", """{"room":"nowhere","channel":"x"}"""), """{"type":"response","request_id":"arq_c_6","error_code":"ROOM_NOT_FOUND"}""");
        await user.AskAsync(Command("arq_c_7", "ping", "{}"), """{"type":"response","request_id":"arq_c_7","payload":{"data":{"pong":true}}}""");
        await user.AskAsync(Command("arq_c_8", "status", "{}"), """{"type":"response","request_id":"arq_c_8","status":"success"}""");
        await user.AskAsync(Command("arq_c_9", "help", "{}"), """{"type":"response","request_id":"arq_c_9","status":"success"}""");
        await admin.AskAsync(Command("arq_c_10", "delete_channel", $$"""{"room":"science","channel":"{{channel}}"}"""), """{"type":"response","request_id":"arq_c_10","status":"success"}""");
    }

    [Fact]
    public async Task History_comes_as_envelopes_and_as_entries_however_much_is_asked_for()
    {
        var client = arqon.NewClient();
        await using var user = await arqon.ConnectAsync(client);
        foreach (var i in new[] { 1, 2, 3 })
        {
            await user.AskAsync(Message($"arq_h_{i}", "hypothesize", $$"""{"n":{{i}} }"""), $$"""{"type":"message_response","id":"arq_h_{{i}}"}""");
        }

        var history = await user.AskAsync(Command("arq_h_9", "op.history.get", """{"room":"science","channel":"hypothesize","limit":5000}"""), """{"type":"response","request_id":"arq_h_9"}""");
        var last = await user.AskAsync(Command("arq_h_10", "history", """{"room":"science","channel":"hypothesize","limit":1}"""), """{"type":"response","request_id":"arq_h_10"}""");

        var data = history["payload"]!["data"]!;
        data["messages"]!.AsArray().Select(static message => message!["id"]!.GetValue<string>()).ShouldBe(["arq_h_1", "arq_h_2", "arq_h_3"]);
        TextSocket.Says(data["entries"]![0], JsonNode.Parse($$$"""{"envelope":{"id":"arq_h_1","type":"message","sender":"{{{client}}}","payload":{"n":1} },"storage_metadata":{"sequence":1} }""")).ShouldBeTrue(data.ToJsonString());
        last["payload"]!["data"]!["messages"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>().ShouldBe("arq_h_3");
    }

    [Theory]
    [InlineData("""{"id":"arq_e_1","type":"dance"}""", "arq_e_1", "VALIDATION_ERROR")]
    [InlineData("""{"type":"message"}""", null, "VALIDATION_ERROR")]
    [InlineData("""{"id":"arq_e_2","type":"message","version":"2.0"}""", "arq_e_2", "VALIDATION_ERROR")]
    [InlineData("""{"id":"arq_e_3","type":"message","timestamp":"soon"}""", "arq_e_3", "INVALID_TIMESTAMP")]
    [InlineData("""{"id":"arq_e_4","type":"command","payload":{}}""", "arq_e_4", "MISSING_COMMAND")]
    [InlineData("""{"id":"arq_e_5","type":"message","metadata":{"sequence":0}}""", "arq_e_5", "VALIDATION_ERROR")]
    [InlineData("""{"id":"arq_e_6","type":"message","metadata":{"vector_clock":{"a":-1}}}""", "arq_e_6", "VALIDATION_ERROR")]
    [InlineData("""{"id":"arq_e_7","type":"operator.join","payload":{"group":"g"}}""", "arq_e_7", "OPERATOR_AUTH_FAILED")]
    [InlineData("""{"id":"arq_e_8","type":"system","payload":{}}""", "arq_e_8", "VALIDATION_ERROR")]
    [InlineData("""{"id":"arq_e_9","type":"message","payload":[]}""", "arq_e_9", "VALIDATION_ERROR")]
    [InlineData("""{"id":"arq_e_10","id":"arq_e_11","type":"message"}""", null, "VALIDATION_ERROR")]
    [InlineData("""{"id":"arq_e_12","type":"message","room":"nowhere","channel":"x","payload":{}}""", "arq_e_12", "ROOM_NOT_FOUND")]
    [InlineData("""{"id":"arq_e_13","type":"command","command":"dance"}""", "arq_e_13", "UNKNOWN_COMMAND")]
    [InlineData("nonsense", null, "VALIDATION_ERROR")]
    public async Task What_is_wrong_is_told_with_the_codes_of_the_original(string text, string? request, string code)
    {
        await using var client = await arqon.ConnectAsync(arqon.NewClient());

        var error = await client.AskAsync(text, $$"""{"status":"error","error_code":"{{code}}"}""");

        error["request_id"]?.GetValue<string>().ShouldBe(request);
        await client.AskAsync(Command("arq_ok", "ping", "{}"), """{"type":"response","request_id":"arq_ok","status":"success"}""");
    }

    private async Task<TextSocket> JoinedAsync(string client, string channel)
    {
        var socket = await arqon.ConnectAsync(client);
        await socket.AskAsync(Command("arq_j", "join_channel", $$"""{"room":"science","channel":"{{channel}}"}"""), """{"type":"command_response","id":"arq_j","status":"success"}""");
        return socket;
    }

    private IQueueGrain Inbox(string client) => arqon.Silo.Services.GetRequiredService<IClusterClient>()
        .GetGrain<IQueueGrain>(ChannelKey.Inbox(new AgentKey(RunningSilo.Tenant, client)).GrainKey);

    private static string Message(string id, string channel, string payload, string more = "") =>
        $$"""{"id":"{{id}}","type":"message","version":"1.0","timestamp":"2026-01-31T12:00:00.000Z","room":"science","channel":"{{channel}}",{{more}}"payload":{{payload}} }""";

    private static string Command(string id, string name, string args) =>
        $$"""{"id":"{{id}}","type":"command","version":"1.0","timestamp":"2026-01-31T12:00:00","command":"{{name}}","args":{{args}} }""";

    private static string OldCommand(string id, string name, string parameters) =>
        $$$"""{"version":"1.0","id":"{{{id}}}","type":"command","from":"me","payload":{"command":"{{{name}}}","parameters":{{{parameters}}} } }""";
}
