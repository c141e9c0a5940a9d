using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using AgentBus.Domain.Abuse;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Security.Abuse;
using Microsoft.Extensions.DependencyInjection;
using ConstitutionalHash = AgentBus.Model.ConstitutionalHash;

namespace AgentBus.Gateway.Tests.Gateway;

/// <summary>Bans over the wire (SEC-09): the silo believes a proxy on loopback, so that the tests come from any address they like.</summary>
public sealed class BanTests : IAsyncLifetime
{
    private const string Bad = "192.0.2.66";
    private const string Good = "192.0.2.7";

    private RunningSilo _silo = null!;

    public async ValueTask InitializeAsync() => _silo = await RunningSilo.StartAsync(
        "--AgentBus:Listen:TrustedProxies:0", "127.0.0.1", "--AgentBus:Abuse:Offences", "4", "--AgentBus:Gateway:MaxStrikes", "100");

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task An_address_that_guesses_credentials_is_turned_away_and_its_neighbour_behind_the_proxy_is_not()
    {
        for (var i = 0; i < 4; i++)
        {
            await GuessAsync(Bad);
        }

        var refused = await Should.ThrowAsync<WebSocketException>(() => ConnectAsync(Bad));
        using var http = new HttpClient { BaseAddress = _silo.Public };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", Bad);
        using var answer = await http.GetAsync("ws", TestContext.Current.CancellationToken);
        await using var good = await ConnectAsync(Good, _silo.Token("good"));

        refused.Message.ShouldContain("429");
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString().ShouldBe("rate_limited");
        (await good.HelloAsync()).AgentId.ShouldBe("good");
        var ban = _silo.Services.GetRequiredService<BanList>().List().ShouldHaveSingleItem();
        (ban.Kind, ban.Name, ban.Reason).ShouldBe((BanKind.Address, Bad, Offence.BadCredential));
    }

    [Fact]
    public async Task An_agent_that_sends_rubbish_is_banned_itself_and_not_its_address()
    {
        await using (var socket = await ConnectAsync(Good, _silo.Token("vandal")))
        {
            await socket.HelloAsync();
            for (var i = 0; i < 4; i++)
            {
                await socket.SendRawAsync(new byte[] { 0xFF });
            }

            (await socket.ClosedAsync()).ShouldNotBeNull().Code.ShouldBe("rate_limited");
        }

        await using var again = await ConnectAsync(Good, _silo.Token("vandal"));
        (await again.AskAsync(new ClientFrame { Hello = Hello() })).Error.Code.ShouldBe("rate_limited");
        await using var neighbour = await ConnectAsync(Good, _silo.Token("neighbour"));
        (await neighbour.HelloAsync()).AgentId.ShouldBe("neighbour");
    }

    [Fact]
    public async Task A_ban_ends_the_other_connections_of_its_agent()
    {
        await using var side = await ConnectAsync(Good, _silo.Token("vandal-2"));
        await side.HelloAsync(static hello => hello.Side = true);
        await using var socket = await ConnectAsync(Good, _silo.Token("vandal-2"));
        await socket.HelloAsync();
        for (var i = 0; i < 4; i++)
        {
            await socket.SendRawAsync(new byte[] { 0xFF });
        }

        (await side.ClosedAsync()).ShouldNotBeNull().Code.ShouldBe("rate_limited");
    }

    [Fact]
    public async Task An_address_that_sends_too_many_requests_waits_and_operators_are_not_counted()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:RequestsPerMinutePerAddress", "3");
        using var http = new HttpClient { BaseAddress = silo.Public };
        using var operators = silo.Operator();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await http.GetAsync("health", TestContext.Current.CancellationToken);
            using var answered = await operators.GetAsync("health", TestContext.Current.CancellationToken);
            answers.Add(answer.StatusCode);
            answered.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        answers.ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests]);
        await using var socket = await silo.JoinAsync("alpha");
    }

    [Fact]
    public async Task A_forwarded_address_is_believed_of_configured_proxies_only()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Abuse:BlockedNetworks:0", "192.0.2.0/24");

        await using var socket = await TestSocket.ConnectAsync(silo.WebSocket, silo.Token("alpha"), change: static options => options.SetRequestHeader("X-Forwarded-For", Bad));

        (await socket.HelloAsync()).AgentId.ShouldBe("alpha");
    }

    [Fact]
    public async Task Without_a_word_of_a_proxy_clients_on_loopback_are_not_banned()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Abuse:Offences", "1");
        await using (var bad = await silo.ConnectAsync("rubbish"))
        {
            (await bad.AskAsync(new ClientFrame { Hello = Hello() })).Error.Code.ShouldBe("unauthenticated");
        }

        await using var good = await silo.JoinAsync("good");
    }

    private async Task GuessAsync(string address)
    {
        await using var socket = await ConnectAsync(address, "ak.default-tenant.k1.guess");
        (await socket.AskAsync(new ClientFrame { Hello = Hello() })).Error.Code.ShouldBe("unauthenticated");
    }

    private Task<TestSocket> ConnectAsync(string address, string? token = null) =>
        TestSocket.ConnectAsync(_silo.WebSocket, token, change: options => options.SetRequestHeader("X-Forwarded-For", address));

    private static Hello Hello() => new() { ConstitutionalHash = ConstitutionalHash.Current, ProtocolVersions = { "1.0" } };
}
