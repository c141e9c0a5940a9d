using System.Net;
using AgentBus.Contracts;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Silo.Http;
using AgentBus.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>Sessions behind requests: kept for the same credential, never for another, gone with the right to them.</summary>
public sealed class CallerSessionTests
{
    private const string Agents = "/api/v1/agents";

    [Fact]
    public async Task Requests_with_one_credential_share_a_session_and_others_do_not()
    {
        await using var silo = await RunningSilo.StartAsync();
        var desk = silo.Services.GetRequiredService<CallerDesk>();
        var token = silo.Token("alpha");
        using var first = new ApiClient(silo, token);
        using var again = new ApiClient(silo, token);
        using var other = ApiClient.Of(silo, "alpha");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => (await (i % 2 == 0 ? first : again).GetAsync(Agents)).ShouldBeData()));
        desk.Sessions.ShouldBe(1);
        (await other.GetAsync(Agents)).ShouldBeData();
        desk.Sessions.ShouldBe(2);
    }

    [Fact]
    public async Task Guesses_are_not_kept_and_what_is_not_used_is_given_up_for_others()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Http:MaxSessions", "2");
        var desk = silo.Services.GetRequiredService<CallerDesk>();
        for (var i = 0; i < 5; i++)
        {
            using var guess = new ApiClient(silo, $"ak.default-tenant.k.{i}");
            (await guess.GetAsync(Agents)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        }

        desk.Sessions.ShouldBe(0);
        for (var i = 0; i < 20; i++)
        {
            using var client = ApiClient.Of(silo, "alpha");
            (await client.GetAsync(Agents)).ShouldBeData();
            desk.Sessions.ShouldBeLessThanOrEqualTo(2);
        }
    }

    [Fact]
    public async Task Forty_tokens_of_one_agent_are_let_in_and_each_of_them_again()
    {
        await using var silo = await RunningSilo.StartAsync();
        var clients = Enumerable.Range(0, 40).Select(_ => ApiClient.Of(silo, "alpha")).ToArray();

        foreach (var client in clients.Concat(clients))
        {
            (await client.GetAsync(Agents)).ShouldBeData();
        }

        Array.ForEach(clients, static client => client.Dispose());
    }

    [Fact]
    public async Task Idle_sessions_are_closed()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Http:SessionIdle", "00:00:05");
        var desk = silo.Services.GetRequiredService<CallerDesk>();
        using var client = ApiClient.Of(silo, "alpha");
        (await client.GetAsync(Agents)).ShouldBeData();

        await Until.TrueAsync("the session is closed", () => desk.Sessions == 0, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        (await client.GetAsync(Agents)).ShouldBeData();
    }

    [Fact]
    public async Task A_disabled_agent_is_refused_with_its_next_request_and_let_in_when_it_is_enabled()
    {
        await using var silo = await RunningSilo.StartAsync();
        var tenant = silo.Services.GetRequiredService<IClusterClient>().GetGrain<ITenantAdmin>(new TenantKey(RunningSilo.Tenant).GrainKey);
        using var client = ApiClient.Of(silo, "alpha");
        (await client.GetAsync(Agents)).ShouldBeData();

        await tenant.SetAgentAsync("alpha", disabled: true, "root");
        (await client.GetAsync(Agents)).ShouldBeProblem(HttpStatusCode.Forbidden, "agent_disabled");
        await tenant.SetAgentAsync("alpha", disabled: false, "root");

        (await client.GetAsync(Agents)).ShouldBeData();
    }

    [Fact]
    public async Task A_credential_that_was_revoked_is_refused_with_its_next_request()
    {
        await using var silo = await RunningSilo.StartAsync();
        var tenant = silo.Services.GetRequiredService<IClusterClient>().GetGrain<ITenantAdmin>(new TenantKey(RunningSilo.Tenant).GrainKey);
        var token = silo.Token("alpha");
        using var client = new ApiClient(silo, token);
        (await client.GetAsync(Agents)).ShouldBeData();
        var claims = System.Text.Json.JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;

        await tenant.RevokeCredentialAsync(claims.GetProperty("jti").GetString()!, "root");

        (await client.GetAsync(Agents)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }
}
