using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class HandshakeTests(SiloFixture fixture)
{
    [Fact]
    public async Task Another_subprotocol_is_refused_with_400_and_the_name_of_the_right_one()
    {
        using var answer = await UpgradeAsync(fixture.Silo, subprotocol: "mqtt");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        problem.GetProperty("code").GetString().ShouldBe("version_unsupported");
        problem.GetProperty("detail").GetString()!.ShouldContain("agentbus.v1.protobuf");
        problem.GetProperty("constitutional_hash").GetString().ShouldBe("cdd01ef066bc6cf2");
    }

    [Fact]
    public async Task A_page_of_a_foreign_origin_may_not_connect()
    {
        using var answer = await UpgradeAsync(fixture.Silo, origin: "https://evil.example");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_page_of_a_listed_origin_may_connect()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:AllowedOrigins:0", "https://ops.example");

        await using var socket = await silo.ConnectAsync(silo.Token("alpha"), origin: "https://ops.example");
        (await socket.HelloAsync()).AgentId.ShouldBe("alpha");
    }

    [Fact]
    public async Task An_ordinary_request_is_told_to_upgrade()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(fixture.Silo.Public, "/ws"), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
    }

    [Fact]
    public async Task Connections_over_the_limit_of_an_address_are_refused_and_a_place_given_back_can_be_taken()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:MaxConnectionsPerAddress", "1");
        var first = await silo.JoinAsync("alpha");

        using (var answer = await UpgradeAsync(silo))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            answer.Headers.RetryAfter.ShouldNotBeNull();
        }

        await first.CloseAsync();
        await first.DisposeAsync();
        await TestKit.Until.TrueAsync("the place is free", async () =>
        {
            try
            {
                await using var next = await silo.ConnectAsync(silo.Token("beta"));
                return true;
            }
            catch (WebSocketException)
            {
                return false;
            }
        }, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_address_that_connects_too_often_is_refused()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:ConnectionsPerMinutePerAddress", "2");
        await using var first = await silo.ConnectAsync();
        await using var second = await silo.ConnectAsync();

        using var answer = await UpgradeAsync(silo);

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString().ShouldBe("rate_limited");
    }

    [Fact]
    public async Task A_full_silo_refuses_with_503()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:MaxConnections", "1");
        await using var first = await silo.ConnectAsync();

        using var answer = await UpgradeAsync(silo);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Where_the_handshake_must_carry_a_credential_one_without_is_refused_with_401()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:RequireHandshakeCredential", "true");

        using var answer = await UpgradeAsync(silo);
        await using var socket = await silo.JoinAsync("alpha");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    private static async Task<HttpResponseMessage> UpgradeAsync(RunningSilo silo, string subprotocol = "agentbus.v1.protobuf", string? origin = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(silo.Public, "/ws"));
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.Headers.Add("Sec-WebSocket-Protocol", subprotocol);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
