using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AgentBus.Domain.Abuse;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Silo.Security.Abuse;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>What operators do on the internal listener (TRN-12, T-30).</summary>
public sealed class AdminApiTests
{
    private const string Context = """{"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},"data":{}}""";

    [Fact]
    public async Task A_tenant_is_locked_down_and_let_go_again()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var http = silo.Operator();
        using var client = ApiClient.Of(silo, "alpha");
        var message = ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "general", message_type = "event", content = "x" });

        (await SendAsync(http, HttpMethod.Post, "/admin/lockdown/default-tenant", Context)).ShouldBeData().Data.GetProperty("revision").GetInt64().ShouldBeGreaterThan(0);
        (await client.PostAsync("/api/v1/messages", message)).ShouldBeProblem(HttpStatusCode.Locked, "locked_down");
        (await SendAsync(http, HttpMethod.Delete, "/admin/lockdown/default-tenant")).ShouldBeData();

        (await client.PostAsync("/api/v1/messages", message)).ShouldBeData(HttpStatusCode.Accepted);
        (await SendAsync(http, HttpMethod.Post, "/admin/lockdown/nobody", Context)).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await SendAsync(http, HttpMethod.Post, "/admin/lockdown/..%2f", Context)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_agent_is_disabled_and_enabled()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var http = silo.Operator();
        using var client = ApiClient.Of(silo, "alpha");
        await using var socket = await silo.JoinAsync("alpha");

        (await SendAsync(http, HttpMethod.Post, "/admin/agents/default-tenant/alpha/disable", Context)).ShouldBeData().Data.GetProperty("unconfirmed").GetArrayLength().ShouldBe(0);
        (await socket.ClosedAsync())!.Code.ShouldBe("agent_disabled");
        (await client.GetAsync("/api/v1/rooms")).ShouldBeProblem(HttpStatusCode.Forbidden, "agent_disabled");
        (await SendAsync(http, HttpMethod.Post, "/admin/agents/default-tenant/alpha/enable", Context)).ShouldBeData();

        (await client.GetAsync("/api/v1/rooms")).ShouldBeData();
    }

    [Fact]
    public async Task A_credential_is_revoked_and_its_sessions_end()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var http = silo.Operator();
        var token = silo.Token("alpha");
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        var id = claims.RootElement.GetProperty("jti").GetString();
        using var client = new ApiClient(silo, token);
        await using var socket = await silo.ConnectAsync(token);
        await socket.HelloAsync();
        (await client.GetAsync("/api/v1/rooms")).ShouldBeData();

        (await SendAsync(http, HttpMethod.Post, $"/admin/credentials/default-tenant/revoke?id={id}", Context)).ShouldBeData().Data.GetProperty("unconfirmed").GetArrayLength().ShouldBe(0);

        (await socket.ClosedAsync())!.Code.ShouldBe("session_expired");
        (await client.GetAsync("/api/v1/rooms")).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        (await SendAsync(http, HttpMethod.Post, $"/admin/credentials/default-tenant/revoke?id={new string('x', 257)}", Context)).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
        (await SendAsync(http, HttpMethod.Post, $"/admin/credentials/nobody/revoke?id={id}", Context)).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Bans_are_shown_and_lifted()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var http = silo.Operator();
        var bans = silo.Services.GetRequiredService<BanList>();
        for (var i = 0; i < 100; i++)
        {
            bans.Note(IPAddress.Parse("203.0.113.7"), Offence.BadCredential);
        }

        var ban = (await SendAsync(http, HttpMethod.Get, "/admin/bans")).ShouldBeData().Data.GetProperty("bans")[0];

        ban.GetProperty("kind").GetString().ShouldBe("address");
        ban.GetProperty("name").GetString().ShouldBe("203.0.113.7");
        ban.GetProperty("reason").GetString().ShouldBe("bad_credential");
        (await SendAsync(http, HttpMethod.Delete, "/admin/bans?kind=address&name=203.0.113.7")).ShouldBeData();
        (await SendAsync(http, HttpMethod.Get, "/admin/bans")).ShouldBeData().Data.GetProperty("bans").GetArrayLength().ShouldBe(0);
        (await SendAsync(http, HttpMethod.Delete, "/admin/bans?kind=address&name=203.0.113.7")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await SendAsync(http, HttpMethod.Delete, "/admin/bans?kind=7&name=x")).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
    }

    [Fact]
    public async Task A_drained_silo_is_not_ready_and_takes_nobody_in_but_goes_on()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:DrainGrace", "00:00:00");
        using var http = silo.Operator();
        await using var socket = await silo.JoinAsync("alpha");

        (await SendAsync(http, HttpMethod.Post, "/admin/drain", Context)).ShouldBeData(HttpStatusCode.Accepted).Data.GetProperty("connections").GetInt32().ShouldBe(1);

        (await socket.ClosedAsync())!.Code.ShouldBe("draining");
        (await SendAsync(http, HttpMethod.Get, "/ready", data: false)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await SendAsync(http, HttpMethod.Get, "/admin/stats")).ShouldBeData().Data.GetProperty("status").GetString().ShouldBe("draining");
        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(() => silo.ConnectAsync(silo.Token("beta")));
    }

    [Fact]
    public async Task A_drained_silo_begins_no_request_of_a_caller_and_answers_its_operators()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:DrainGrace", "00:00:00");
        using var http = silo.Operator();
        using var client = ApiClient.Of(silo, "alpha");
        var message = ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "general", message_type = "event", content = "x" });
        (await client.PostAsync("/api/v1/messages", message)).ShouldBeData(HttpStatusCode.Accepted);

        (await SendAsync(http, HttpMethod.Post, "/admin/drain", Context)).ShouldBeData(HttpStatusCode.Accepted);

        var refused = (await client.PostAsync("/api/v1/messages", message)).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "draining");
        refused.Headers["Retry-After"].ShouldBe("5");
        (await client.GetAsync("/api/v1/rooms")).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "draining");
        (await SendAsync(http, HttpMethod.Get, "/admin/stats")).ShouldBeData().Data.GetProperty("status").GetString().ShouldBe("draining");
    }

    [Theory]
    [InlineData("GET", "/admin/stats")]
    [InlineData("GET", "/admin/bans")]
    [InlineData("POST", "/admin/drain")]
    [InlineData("POST", "/admin/lockdown/default-tenant")]
    [InlineData("POST", "/admin/agents/default-tenant/alpha/disable")]
    [InlineData("POST", "/admin/credentials/default-tenant/revoke?id=x")]
    [InlineData("POST", "/admin/agents/default-tenant/alpha/kill")]
    [InlineData("POST", "/admin/tenants/default-tenant/kill")]
    [InlineData("POST", "/admin/tenants/default-tenant/enable")]
    public async Task Clients_neither_find_nor_may_use_it(string method, string path)
    {
        await using var silo = await RunningSilo.StartAsync();
        using var admin = ApiClient.Of(silo, "root", "admin");
        using var inside = new HttpClient { BaseAddress = silo.Internal };
        inside.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", silo.Token("root", "admin"));

        (await admin.SendAsync(new HttpMethod(method), path, method == "POST" ? Context : null)).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await SendAsync(inside, new HttpMethod(method), path, method == "POST" ? Context : null)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Operators_name_the_constitution_too()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var http = silo.Operator();

        (await SendAsync(http, HttpMethod.Post, "/admin/lockdown/default-tenant", "{}")).ShouldBeProblem(HttpStatusCode.BadRequest, "constitutional_hash_missing");
        (await SendAsync(http, HttpMethod.Post, "/admin/lockdown/default-tenant", Context.Replace("cdd0", "0000", StringComparison.Ordinal)))
            .ShouldBeProblem(HttpStatusCode.BadRequest, "constitutional_hash_mismatch");
    }

    private static async Task<ApiReply> SendAsync(HttpClient http, HttpMethod method, string path, string? body = null, bool data = true)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return data ? await ApiReply.OfAsync(response) : new ApiReply(response.StatusCode, "", default, []);
    }
}
