using System.Net.WebSockets;
using System.Text.Json.Nodes;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.Encodings;

/// <summary>The subprotocol agentbus.v1.json over sockets.</summary>
public sealed class JsonSessionTests(SiloFixture fixture)
{
    private const string Hash = "cdd01ef066bc6cf2";

    [Fact]
    public async Task A_person_and_an_agent_in_one_channel_see_each_others_messages()
    {
        var (name, other) = (fixture.NewAgent(), fixture.NewAgent());
        await using var person = await JoinAsync(name);
        await using var agent = await fixture.Silo.JoinAsync(other);
        await SubscribeAsync(person, "science", "design");
        await agent.SubscribeAsync("science", "design");

        await agent.PublishAsync(Sample.Message("from an agent", "science", "design"));
        var heard = await person.NextAsync("""{"delivery":{"envelope":{"content":{"text":"from an agent"}}}}""");
        await person.AskAsync(Publish(2, "from a person", "science", "design"), """{"request_id":"2","receipts":{"receipts":[{"outcome":"delivered"}]}}""");
        var deliveries = new[] { await agent.NextDeliveryAsync(), await agent.NextDeliveryAsync() };

        heard["delivery"]!["stamp"]!["sender"]!.GetValue<string>().ShouldBe(other);
        var said = Envelope.Parser.ParseFrom(deliveries[1].Envelope);
        (said.Content.Text, said.MessageType, deliveries[1].Stamp.Sender).ShouldBe(("from a person", MessageType.Event, name));
        deliveries[1].Stamp.SenderType.ShouldBe(EntityType.Human);
    }

    [Fact]
    public async Task Many_sessions_of_both_encodings_get_each_message_once_and_in_order()
    {
        await using var sender = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var people = new List<TextSocket>();
        for (var i = 0; i < 4; i++)
        {
            people.Add(await JoinAsync(fixture.NewAgent()));
            await SubscribeAsync(people[i], SiloFixture.Room, "d");
        }

        for (var i = 0; i < 20; i++)
        {
            await sender.PublishAsync([.. Enumerable.Range(0, 5).Select(j => Sample.Message($"{(i * 5) + j}", SiloFixture.Room, "d"))]);
        }

        foreach (var person in people)
        {
            for (var i = 0; i < 100; i++)
            {
                var delivery = await person.NextAsync("""{"delivery":{}}""");
                delivery["delivery"]!["envelope"]!["content"]!["text"]!.GetValue<string>().ShouldBe($"{i}");
            }

            await person.DisposeAsync();
        }
    }

    [Fact]
    public async Task History_a_position_and_a_context_are_read_as_json()
    {
        await using var person = await JoinAsync(fixture.NewAgent());
        await person.AskAsync(Publish(2, "remember", SiloFixture.Room, "c"), """{"receipts":{}}""");

        var history = await person.AskAsync(
            $$"""{"request_id":3,"read_history":{"room":"{{SiloFixture.Room}}","channel":"c","limit":1} }""", """{"request_id":"3","history":{}}""");
        var written = await person.AskAsync(
            """{"request_id":4,"write_context":{"context_id":"c","state":{"step":2,"list":[1,"a",null]}}}""", """{"request_id":"4","context":{}}""");
        await SubscribeAsync(person, SiloFixture.Room, "c", ""","position":{"epoch":"0","sequence":"0"}""");

        TextSocket.Says(history["history"]!["messages"]![0], JsonNode.Parse("""{"envelope":{"content":{"text":"remember"}}}""")).ShouldBeTrue(history.ToJsonString());
        TextSocket.Says(written["context"], JsonNode.Parse("""{"revision":"1","state":{"step":2,"list":[1,"a",null]}}""")).ShouldBeTrue(written.ToJsonString());
        await person.NextAsync("""{"delivery":{"envelope":{"content":{"text":"remember"}}}}""");
    }

    [Fact]
    public async Task An_agent_is_refused_unless_the_settings_allow_it()
    {
        await using var agent = await TextSocket.ConnectAsync(fixture.Silo.WebSocket);
        await agent.SendAsync(Hello(1, fixture.Silo.Token(fixture.NewAgent())));

        var told = await agent.ClosedAsync();

        told[^1]["error"]!["code"]!.GetValue<string>().ShouldBe("permission_denied");
        told[^1]["error"]!["closes"]!.GetValue<bool>().ShouldBeTrue();
        agent.CloseStatus.ShouldBe(4003);
    }

    [Fact]
    public async Task Where_the_settings_allow_it_an_agent_speaks_json()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:AllowJsonAgents", "true");
        await using var agent = await TextSocket.ConnectAsync(silo.WebSocket);

        await agent.AskAsync(Hello(1, silo.Token("alpha")), """{"request_id":"1","welcome":{"agent_id":"alpha"}}""");
    }

    [Fact]
    public async Task A_bad_token_ends_the_connection()
    {
        await using var person = await TextSocket.ConnectAsync(fixture.Silo.WebSocket);
        await person.SendAsync(Hello(1, "nonsense"));

        (await person.ClosedAsync())[^1]["error"]!["code"]!.GetValue<string>().ShouldBe("unauthenticated");
        person.CloseStatus.ShouldBe(4001);
    }

    [Fact]
    public async Task A_binary_message_closes_the_connection()
    {
        await using var person = await JoinAsync(fixture.NewAgent());

        await person.SendAsync("{}", WebSocketMessageType.Binary);

        (await person.ClosedAsync())[^1]["error"]!["code"]!.GetValue<string>().ShouldBe("message_invalid");
    }

    [Theory]
    [InlineData("""{"request_id":7,"ping":{}""", "0", "is no JSON")]
    [InlineData("""{"request_id":7,"ping":{},"ping":{}}""", "0", "twice in an object")]
    [InlineData("""{"request_id":7,"subscribe":{"room":"science","room":"ops","channel":"general"}}""", "0", "twice in an object")]
    [InlineData("""{"request_id":7,"pingg":{}}""", "7", "The field pingg is not known.")]
    [InlineData("""{"request_id":7,"publish":{"envelopes":[{"mesage_id":"m"}]}}""", "7", "The field publish.envelopes[0].mesage_id is not known.")]
    [InlineData("""{"request_id":7,"ping":{},"refresh":{}}""", "7", "more than one body")]
    [InlineData("""{"request_id":7}""", "7", "no body")]
    [InlineData("""{"request_id":7,"subscribe":{"room":5}}""", "7", "The field subscribe.room must be Unicode text.")]
    [InlineData("""{"request_id":7,"command":{"name":"ping","args":{"echo":["x"]}}}""", "7", "The field command.args may hold")]
    [InlineData("""{"request_id":-7,"ping":{}}""", "0", "The field request_id must be a whole number")]
    [InlineData("""[1]""", "0", "A message is one frame")]
    public async Task What_is_wrong_with_a_text_is_told_and_the_connection_goes_on(string text, string request, string problem)
    {
        await using var person = await JoinAsync(fixture.NewAgent());

        await person.SendAsync(text);
        var error = await person.NextAsync("""{"error":{"code":"message_invalid"}}""");

        error["error"]!["message"]!.GetValue<string>().ShouldContain(problem);
        (error["request_id"]?.GetValue<string>() ?? "0").ShouldBe(request);
        await person.AskAsync("""{"request_id":8,"ping":{}}""", """{"request_id":"8","pong":{}}""");
    }

    [Fact]
    public async Task A_payload_as_deep_as_allowed_passes_and_a_deeper_one_is_refused()
    {
        await using var person = await JoinAsync(fixture.NewAgent());

        await person.AskAsync(Deep(2, 19), """{"request_id":"2","receipts":{"receipts":[{"outcome":"delivered"}]}}""");
        await person.SendAsync(Deep(3, 20));

        (await person.NextAsync("""{"error":{"code":"message_invalid"}}"""))["error"]!["message"]!.GetValue<string>().ShouldContain("nested deeper than 24");
    }

    [Fact]
    public async Task Malformed_texts_without_end_close_the_connection()
    {
        await using var person = await JoinAsync(fixture.NewAgent());
        for (var i = 0; i < 8; i++)
        {
            await person.SendAsync("{");
        }

        (await person.ClosedAsync())[^1]["error"]!["closes"]!.GetValue<bool>().ShouldBeTrue();
        person.CloseStatus.ShouldBe(4004);
    }

    [Fact]
    public async Task An_argument_of_a_command_may_be_written_as_a_number()
    {
        await using var person = await JoinAsync(fixture.NewAgent());

        var reply = await person.AskAsync("""{"request_id":2,"command":{"name":"list_rooms","args":{"limit":1}}}""", """{"request_id":"2","reply":{"name":"list_rooms"}}""");

        reply["reply"]!["data"]!["rooms"]!.AsArray().Count.ShouldBe(1);
    }

    private static string Hello(int request, string token) =>
        $$"""{"request_id":{{request}},"hello":{"protocol_versions":["1.0"],"constitutional_hash":"{{Hash}}","token":"{{token}}" } }""";

    private static string Publish(int request, string text, string room, string channel, string payload = "{}") =>
        $$"""{"request_id":{{request}},"publish":{"envelopes":[{"message_id":"{{Guid.NewGuid()}}","protocol_version":"1.0","constitutional_hash":"{{Hash}}","room":"{{room}}","channel":"{{channel}}","message_type":"event","content":{"text":"{{text}}"},"payload":{{payload}} }]} }""";

    private static string Deep(int request, int levels) =>
        Publish(request, "deep", "science", "design", string.Concat(Enumerable.Repeat("""{"a":""", levels)) + "{}" + new string('}', levels));

    private static async Task SubscribeAsync(TextSocket socket, string room, string channel, string more = "") => await socket.AskAsync(
        $$"""{"request_id":9,"subscribe":{"room":"{{room}}","channel":"{{channel}}"{{more}} } }""", $$$"""{"request_id":"9","subscribed":{"channel":"{{{channel}}}" } }""");

    private async Task<TextSocket> JoinAsync(string name)
    {
        var socket = await TextSocket.ConnectAsync(fixture.Silo.WebSocket);
        await socket.AskAsync(Hello(1, fixture.Silo.PersonToken(name)), $$$"""{"request_id":"1","welcome":{"agent_id":"{{{name}}}" } }""");
        return socket;
    }
}
