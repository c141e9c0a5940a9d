using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AgentBus.Gateway.Tests.Support;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>What a request must look like, and what is said of one that does not (ENV-15..19, ERR-04, ERR-06).</summary>
public sealed class RequestFormTests(SiloFixture fixture)
{
    private const string Messages = "/api/v1/messages";

    private static object Event => new { room = RunningSilo.Room, channel = "share", message_type = "event", content = "hello" };

    [Theory]
    [InlineData(null)]
    [InlineData("rubbish")]
    [InlineData("ak.default-tenant.nokey.secret")]
    [InlineData("nk.default-tenant.nokey")]
    public async Task Without_a_valid_credential_nothing_is_answered(string? token)
    {
        using var client = new ApiClient(fixture.Silo, token);

        var answer = await client.PostAsync(Messages, ApiClient.Enveloped(Event));

        answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        answer.Headers["WWW-Authenticate"].ShouldBe("Bearer");
    }

    [Fact]
    public async Task An_expired_token_and_a_strangers_get_the_same_answer()
    {
        using var stranger = new TokenIssuer("ace-auth", "ace-comms");
        using var expired = new ApiClient(fixture.Silo, fixture.Silo.Issuer.Token(RunningSilo.Tenant, "alpha", ["agent"], TimeSpan.FromHours(-1)));
        using var forged = new ApiClient(fixture.Silo, stranger.Token(RunningSilo.Tenant, "alpha", ["admin"], TimeSpan.FromHours(1)));
        using var foreign = new ApiClient(fixture.Silo, fixture.Silo.Issuer.Token("no-such-tenant", "alpha", ["agent"], TimeSpan.FromHours(1)));

        string? detail = null;
        foreach (var client in new[] { expired, forged, foreign })
        {
            var answer = (await client.GetAsync("/api/v1/agents")).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
            answer.Text("detail").ShouldBe(detail ??= answer.Text("detail"));
        }
    }

    [Fact]
    public async Task Another_constitution_is_refused_with_the_constitutional_error_envelope()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        var answer = (await client.PostAsync(Messages, ApiClient.Enveloped(Event, hash: "0000000000000000")))
            .ShouldBeProblem(HttpStatusCode.BadRequest, "constitutional_hash_mismatch");

        var compliance = answer.Body.GetProperty("constitutional_compliance");
        compliance.GetProperty("validated").GetBoolean().ShouldBeFalse();
        compliance.GetProperty("violations")[0].EnumerateObject().Select(static member => member.Name)
            .ShouldBe(["code", "principle", "severity", "description", "recommendation"], ignoreOrder: true);
        answer.Text("error", "code").ShouldBe("CONSTITUTIONAL_COMPLIANCE_FAILED");
        answer.Body.GetProperty("error").GetProperty("details").GetProperty("required_score").GetDouble().ShouldBe(0.95);
        answer.Data.ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("""{"constitutional_context":{"tenant_id":"default-tenant"},"data":{}}""", "constitutional_hash_missing")]
    [InlineData("""{"room":"science","channel":"share","content":"x"}""", "constitutional_hash_missing")]
    [InlineData("""{"constitutional_context":{"hash":"cdd01ef066bc6cf2"},"data":{}}""", "message_invalid")]
    [InlineData("""{"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"}}""", "message_invalid")]
    [InlineData("""{"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},"data":[]}""", "message_invalid")]
    [InlineData("""{"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant","compliance_level":"loose"},"data":{}}""", "message_invalid")]
    [InlineData("""{"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant","audit_required":"yes"},"data":{}}""", "message_invalid")]
    [InlineData("""{"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},"request_metadata":{"request_id":"7"},"data":{}}""", "message_invalid")]
    [InlineData("""{"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},"request_metadata":{"timestamp":"today"},"data":{}}""", "message_invalid")]
    [InlineData("""{"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},"request_metadata":{"version":"v9"},"data":{}}""", "version_unsupported")]
    [InlineData("""{"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},"request_metadata":{"client_context":{"user_id":7}},"data":{}}""", "message_invalid")]
    [InlineData("[]", "message_invalid")]
    [InlineData("7", "message_invalid")]
    [InlineData("{", "message_invalid")]
    [InlineData("", "message_invalid")]
    [InlineData("""{"room":"a","room":"b"}""", "message_invalid")]
    [InlineData("""{"room":"science","\u0072oom":"b"}""", "message_invalid")]
    [InlineData("""{"constitutional_hash":"cdd01ef066bc6cf2","room":7}""", "message_invalid")]
    [InlineData("""{"constitutional_hash":"cdd01ef066bc6cf2","room":"science","channel":"share","content":"\ud800"}""", "message_invalid")]
    [InlineData("""{"constitutional_hash":"cdd01ef066bc6cf2","room":"science","channel":"share","payload":{"\ud800":1}}""", "message_invalid")]
    [InlineData("""{"constitutional_hash":"cdd01ef066bc6cf2","room":"science","channel":"share","message_type":"shout"}""", "message_invalid")]
    [InlineData("""{"constitutional_hash":"cdd01ef066bc6cf2","room":"science","channel":"share","expires_at":"2026-01-01T00:00:00"}""", "message_invalid")]
    public async Task A_body_that_is_not_right_is_refused_with_the_reason(string body, string code)
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        (await client.PostAsync(Messages, body)).ShouldBeProblem(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Json_that_is_too_deep_is_refused()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        var answer = await client.PostAsync(Messages, "{\"payload\":" + new string('[', 100_000));

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid").Text("detail").ShouldContain("32");
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused_whether_it_says_so_or_not()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        (await client.PostAsync(Messages, new string(' ', 1_048_577))).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "limit_exceeded");
        (await SendChunkedAsync(fixture.Silo, fixture.Silo.Token(fixture.NewAgent()), 1_100_000)).ShouldStartWith("HTTP/1.1 413");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-protobuf")]
    [InlineData("application/json; charset=utf-16")]
    public async Task What_is_no_json_is_refused(string contentType)
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        (await client.PostAsync(Messages, ApiClient.Enveloped(Event), contentType)).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "message_invalid");
    }

    [Fact]
    public async Task A_method_that_a_path_does_not_have_and_a_path_that_is_not_there_are_problems_too()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        (await client.SendAsync(HttpMethod.Delete, Messages, null)).ShouldBeProblem(HttpStatusCode.MethodNotAllowed, "message_invalid").Headers["Allow"].ShouldBe("POST");
        (await client.GetAsync("/api/v1/nothing")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await client.GetAsync("/admin/stats")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_foreign_tenant_is_answered_like_none()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Tenants:other:Rooms:lab:Channels:main:Type", "discussion");
        using var client = ApiClient.Of(silo, "alpha");

        var foreign = (await client.PostAsync(Messages, ApiClient.Enveloped(Event, tenant: "other"))).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        var absent = (await client.PostAsync(Messages, ApiClient.Enveloped(Event, tenant: "nowhere"))).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        var room = (await client.GetAsync("/api/v1/rooms/lab/channels/main/history")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");

        foreign.Text("detail").ShouldBe(absent.Text("detail"));
        room.Text("detail").ShouldBe(absent.Text("detail"));
    }

    [Theory]
    [InlineData("standard", HttpStatusCode.Accepted, 1)]
    [InlineData("permissive", HttpStatusCode.Accepted, 0)]
    public async Task Unknown_fields_are_passed_over_and_told(string level, HttpStatusCode status, int warnings)
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        var answer = await client.PostAsync(Messages, ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "share", content = new { text = "x", mood = "good" } }, level: level));

        answer.ShouldBeData(status).Body.GetProperty("warnings").GetArrayLength().ShouldBe(warnings);
        if (warnings > 0)
        {
            answer.Body.GetProperty("warnings")[0].GetProperty("message").GetString()!.ShouldContain("content.mood");
        }
    }

    [Fact]
    public async Task A_strict_request_with_unknown_fields_is_refused()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        var answer = await client.PostAsync(Messages, ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "share", mood = "good" }, level: "strict"));

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid").Text("detail").ShouldContain("mood");
    }

    [Fact]
    public async Task Bare_bodies_are_warned_of_and_then_refused_as_the_setting_says()
    {
        const string Bare = """{"room":"science","channel":"share","message_type":"event","content":"x","constitutional_hash":"cdd01ef066bc6cf2"}""";
        await using var warns = await RunningSilo.StartAsync("--AgentBus:Http:BareBodies", "Warn");
        using var warned = ApiClient.Of(warns, "alpha");
        await using var refuses = await RunningSilo.StartAsync("--AgentBus:Http:BareBodies", "Refuse");
        using var refused = ApiClient.Of(refuses, "alpha");

        var answer = (await warned.PostAsync(Messages, Bare)).ShouldBeData(HttpStatusCode.Accepted);

        answer.Headers.ShouldContainKey("Deprecation");
        answer.Body.GetProperty("warnings")[0].GetProperty("code").GetString().ShouldBe("deprecated");
        (await refused.PostAsync(Messages, Bare)).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
    }

    [Fact]
    public async Task Who_sends_too_many_requests_is_told_when_to_come_again()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:RequestsPerMinutePerAddress", "3");
        using var client = ApiClient.Of(silo, "alpha");
        for (var i = 0; i < 3; i++)
        {
            (await client.GetAsync("/api/v1/agents")).ShouldBeData();
        }

        var answer = (await client.GetAsync("/api/v1/agents")).ShouldBeProblem(HttpStatusCode.TooManyRequests, "rate_limited");

        int.Parse(answer.Headers["Retry-After"]).ShouldBeInRange(1, 60);
    }

    [Fact]
    public async Task The_request_is_named_in_its_answer()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());
        var id = Guid.NewGuid().ToString();
        var body = """
            {"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},"request_metadata":{"request_id":"ID","timestamp":"2026-01-31T12:00:00Z","version":"v1"},
             "data":{"room":"science","channel":"share","content":"x"}}
            """.Replace("ID", id, StringComparison.Ordinal);

        var answer = (await client.PostAsync(Messages, body)).ShouldBeData(HttpStatusCode.Accepted);

        answer.Text("response_metadata", "request_id").ShouldBe(id);
        (await client.SendAsync(HttpMethod.Get, "/api/v1/agents", null, headers: ("X-Request-Id", "r-7"))).ShouldBeData().Headers["X-Request-Id"].ShouldBe("r-7");
    }

    private static async Task<string> SendChunkedAsync(RunningSilo silo, string token, int bytes)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(silo.Public.Host, silo.Public.Port, TestContext.Current.CancellationToken);
        var stream = tcp.GetStream();
        var head = $"POST {Messages} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{bytes:x}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        var reading = new StreamReader(stream, Encoding.ASCII).ReadLineAsync(TestContext.Current.CancellationToken);
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(new string(' ', bytes)), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The silo answered and hung up while it was still being sent to.
        }

        return await reading ?? "";
    }
}
