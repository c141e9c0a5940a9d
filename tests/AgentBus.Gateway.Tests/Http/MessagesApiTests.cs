using System.Net;
using System.Text.Json;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using ConstitutionalHash = AgentBus.Model.ConstitutionalHash;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>Messages over HTTP (MSG-14, MSG-15, T-19), seen by a socket too.</summary>
public sealed class MessagesApiTests(SiloFixture fixture)
{
    private const string Waiting = "/messages";
    private const string Accepting = "/api/v1/messages";

    [Fact]
    public async Task A_message_of_the_sources_is_answered_as_the_sources_say()
    {
        var (alpha, beta) = (fixture.NewAgent(), fixture.NewAgent());
        await using var inbox = await InboxReader.OpenAsync(fixture.Silo, beta);
        using var client = ApiClient.Of(fixture.Silo, alpha);

        var answer = await client.PostAsync(Waiting, JsonSerializer.Serialize(new
        {
            from_agent = alpha,
            to_agent = beta,
            message_type = "notification",
            content = new { action = "look" },
            constitutional_hash = ConstitutionalHash.Current,
        }));

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body.ToString());
        answer.Body.GetProperty("status").GetString().ShouldBe("delivered");
        answer.Body.GetProperty("timestamp").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        var envelope = await inbox.NextAsync();
        envelope.MessageId.ShouldBe(answer.Body.GetProperty("message_id").GetString());
        envelope.FromAgent.ShouldBe(alpha);
        envelope.Content.Structured.Fields["action"].StringValue.ShouldBe("look");
        envelope.Protocol.ShouldBe("http");
    }

    [Fact]
    public async Task A_message_in_the_standard_envelope_is_answered_in_the_standard_envelope()
    {
        var agent = fixture.NewAgent();
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await socket.SubscribeAsync(RunningSilo.Room, "share");
        using var client = ApiClient.Of(fixture.Silo, agent);
        var text = Guid.NewGuid().ToString();

        var answer = (await client.PostAsync(Accepting, ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "share", message_type = "event", content = new { text } })))
            .ShouldBeData(HttpStatusCode.Accepted);

        answer.Data.GetProperty("status").GetString().ShouldBe("delivered");
        answer.Data.GetProperty("receipt").GetProperty("sequence").GetInt64().ShouldBeGreaterThan(0);
        var delivery = (await socket.NextAsync(frame => frame.Delivery is { } one && Envelope.Parser.ParseFrom(one.Envelope).Content.Text == text)).Delivery;
        delivery.Stamp.Protocol.ShouldBe("http", customMessage: "the stamp says how the message came in (ADP-09)");
        ((long)delivery.Sequence).ShouldBe(answer.Data.GetProperty("receipt").GetProperty("sequence").GetInt64());

        var found = (await client.GetAsync(answer.Headers["Location"])).ShouldBeData();
        found.Data.GetProperty("messages")[0].GetProperty("envelope").GetProperty("content").GetProperty("text").GetString().ShouldBe(text);
    }

    [Fact]
    public async Task A_request_is_answered_with_its_reply()
    {
        var (asker, helper) = (fixture.NewAgent(), fixture.NewAgent());
        await using var inbox = await InboxReader.OpenAsync(fixture.Silo, helper);
        using var client = ApiClient.Of(fixture.Silo, asker);

        var asking = client.PostAsync(Waiting + "?timeout_ms=30000", ApiClient.Enveloped(new { to_agent = helper, message_type = "query", content = "How many?" }));
        var request = await inbox.NextAsync();
        var reply = Sample.Message("seven", "", "");
        (reply.ToAgent, reply.MessageType, reply.ParentId) = (asker, MessageType.Response, request.MessageId);
        await inbox.SendAsync(reply);

        var answer = (await asking).ShouldBeData();
        answer.Data.GetProperty("response").GetProperty("envelope").GetProperty("content").GetProperty("text").GetString().ShouldBe("seven");
        answer.Data.GetProperty("response").GetProperty("stamp").GetProperty("sender").GetString().ShouldBe(helper);
    }

    [Fact]
    public async Task A_request_that_nobody_answers_in_time_is_delivered_and_says_so()
    {
        var helper = fixture.NewAgent();
        await using var inbox = await InboxReader.OpenAsync(fixture.Silo, helper);
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        var answer = (await client.PostAsync(Waiting + "?timeout_ms=50", ApiClient.Enveloped(new { to_agent = helper, message_type = "query", content = "?" }))).ShouldBeData();

        answer.Data.GetProperty("status").GetString().ShouldBe("delivered");
        answer.Data.GetProperty("response").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.Body.GetProperty("warnings")[0].GetProperty("code").GetString().ShouldBe("no_reply");
    }

    [Fact]
    public async Task The_same_key_delivers_once_and_answers_the_first_receipt()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());
        var key = Guid.NewGuid().ToString();
        var body = ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "share", message_type = "event", content = "once" });

        var first = (await client.PostAsync(Accepting, body, headers: ("Idempotency-Key", key))).ShouldBeData(HttpStatusCode.Accepted);
        var second = (await client.PostAsync(Accepting, body, headers: ("Idempotency-Key", key))).ShouldBeData(HttpStatusCode.Accepted);
        var other = await client.PostAsync(
            Accepting, ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "share", message_type = "event", content = "twice" }), headers: ("Idempotency-Key", key));

        second.Data.GetProperty("receipt").GetProperty("sequence").GetInt64().ShouldBe(first.Data.GetProperty("receipt").GetProperty("sequence").GetInt64());
        second.Data.GetProperty("receipt").GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        other.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency_conflict");
    }

    [Fact]
    public async Task A_key_in_the_header_and_another_in_the_body_are_refused()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        var answer = await client.PostAsync(
            Accepting, ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "share", idempotency_key = "one" }), headers: ("Idempotency-Key", "two"));

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
    }

    [Fact]
    public async Task What_has_expired_is_not_delivered()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        var answer = await client.PostAsync(
            Accepting, ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "share", message_type = "event", content = "late", expires_at = "2020-01-01T00:00:00Z" }));

        answer.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "message_expired");
    }

    [Fact]
    public async Task Nobody_sends_in_the_name_of_another()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        var answer = await client.PostAsync(Accepting, ApiClient.Enveloped(new { from_agent = "somebody-else", room = RunningSilo.Room, channel = "share", content = "hello" }));

        answer.ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
    }

    [Fact]
    public async Task Who_has_no_role_for_it_is_denied()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent(), "observer");

        var answer = await client.PostAsync(Accepting, ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "share", message_type = "event", content = "hello" }));

        answer.ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_told()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        var answer = await client.PostAsync(Accepting, ApiClient.Enveloped(new { to_agent = "nobody-at-all", message_type = "event", content = "hello" }));

        answer.ShouldBeProblem(HttpStatusCode.NotFound, "agent_not_registered");
    }
}
