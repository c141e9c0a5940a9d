using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Contracts;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Security.Operators;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace AgentBus.Gateway.Tests.Security;

/// <summary>Who is an operator of the silo, and that nothing of the internal listener stands open by being hidden (SEC-19, TRN-12).</summary>
public sealed class OperatorTests(SiloFixture fixture)
{
    private static readonly string[] Open = ["/ws", "/health", "/ready", "/health/live", "/openapi/v1.json", "/telemetry"];

    [Fact]
    public async Task An_operators_token_of_the_issuer_is_let_through() =>
        (await AskAsync(fixture.Silo, fixture.Silo.Token("olga", "operator"))).ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData(null)]
    [InlineData("rubbish")]
    [InlineData("ak.default-tenant.k1.guess")]
    public async Task No_credential_or_a_wrong_one_is_refused(string? token) => (await AskAsync(fixture.Silo, token)).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Neither_an_agent_nor_a_tenants_administrator_is_an_operator()
    {
        (await AskAsync(fixture.Silo, fixture.Silo.Token("alpha"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(fixture.Silo, fixture.Silo.Token("root", "admin"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_of_a_tenant_makes_no_operator_whatever_the_tenant_writes_into_it()
    {
        const string Key = $"--AgentBus:Tenants:{RunningSilo.Tenant}:ApiKeys:k1";
        const string Roles = $"--AgentBus:Tenants:{RunningSilo.Tenant}:Roles";
        await using var silo = await RunningSilo.StartAsync(
            $"{Roles}:admin:0", "ace.comms.*", $"{Roles}:operator:0", "ace.comms.*",
            $"{Key}:SecretSha256", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("s3cret"))), $"{Key}:Agent", "robot", $"{Key}:Roles:0", "operator");

        (await AskAsync(silo, $"ak.{RunningSilo.Tenant}.k1.s3cret")).ShouldBe(HttpStatusCode.Unauthorized);
        await using var socket = await silo.ConnectAsync($"ak.{RunningSilo.Tenant}.k1.s3cret");
        (await socket.HelloAsync()).AgentId.ShouldBe("robot");
    }

    [Fact]
    public async Task A_revoked_token_and_a_disabled_operator_are_refused()
    {
        await using var silo = await RunningSilo.StartAsync();
        var tenant = silo.Services.GetRequiredService<IClusterClient>().GetGrain<ITenantAdmin>(new TenantKey(RunningSilo.Tenant).GrainKey);
        var token = silo.Token("olga", "operator");
        (await AskAsync(silo, token)).ShouldBe(HttpStatusCode.OK);

        await tenant.SetAgentAsync("olga", disabled: true, "root");

        (await AskAsync(silo, token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Every_endpoint_is_listed_as_open_or_asks_for_an_operator()
    {
        var endpoints = fixture.Silo.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

        endpoints.ShouldNotBeEmpty();
        endpoints.Where(static endpoint => endpoint.Metadata.OfType<ListenerKind>().Contains(ListenerKind.Internal))
            .Where(static endpoint => !endpoint.Metadata.Contains(OperatorOnly.Mark))
            .Select(static endpoint => endpoint.RoutePattern.RawText)
            .ShouldBeSubsetOf(Open);
    }

    private static async Task<HttpStatusCode> AskAsync(RunningSilo silo, string? token)
    {
        using var http = new HttpClient { BaseAddress = silo.Internal };
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync("admin/stats", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
