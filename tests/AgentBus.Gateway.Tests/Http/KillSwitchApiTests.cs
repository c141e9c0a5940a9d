using System.Net;
using System.Text;
using System.Text.Json;
using AgentBus.Domain.Ports;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>The kill switch on the internal listener (AGT-08, POL-15, SEC-17).</summary>
public sealed class KillSwitchApiTests
{
    private const string Alpha = "/admin/agents/default-tenant/alpha";
    private const string Tenant = "/admin/tenants/default-tenant";

    [Fact]
    public async Task A_killed_agent_loses_its_sockets_and_may_come_back_when_it_is_enabled()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var http = silo.Operator();
        using var client = ApiClient.Of(silo, "alpha");
        (await client.GetAsync("/api/v1/rooms")).ShouldBeData();
        await using var socket = await silo.JoinAsync("alpha");
        await using var other = await silo.JoinAsync("beta");
        var closing = socket.ClosedAsync();

        var killed = (await PostAsync(http, Alpha + "/kill", "a drill")).ShouldBeData().Data;

        killed.GetProperty("confirmed").GetBoolean().ShouldBeTrue();
        killed.GetProperty("unconfirmed").GetArrayLength().ShouldBe(0);
        Counts(killed, "sessions").ShouldBe(2);
        Counts(killed, "sockets").ShouldBe(1);
        Counts(killed, "probe").ShouldBe(1);
        (await closing)!.Code.ShouldBe("agent_disabled");
        (await client.GetAsync("/api/v1/rooms")).ShouldBeProblem(HttpStatusCode.Forbidden, "agent_disabled");
        (await PostAsync(http, Alpha + "/enable")).ShouldBeData();
        (await client.GetAsync("/api/v1/rooms")).ShouldBeData();
        await using var again = await silo.JoinAsync("alpha");
    }

    [Fact]
    public async Task All_sockets_of_a_killed_tenant_close_and_its_operator_can_enable_it()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var http = silo.Operator();
        using var client = ApiClient.Of(silo, "gamma");
        await using var alpha = await silo.JoinAsync("alpha");
        await using var beta = await silo.JoinAsync("beta");
        var closing = Task.WhenAll(alpha.ClosedAsync(), beta.ClosedAsync());

        var killed = (await PostAsync(http, Tenant + "/kill", "a drill")).ShouldBeData().Data;

        killed.GetProperty("confirmed").GetBoolean().ShouldBeTrue();
        killed.GetProperty("agent").ValueKind.ShouldBe(JsonValueKind.Null);
        Counts(killed, "sockets").ShouldBe(2);
        Counts(killed, "probe").ShouldBe(3);
        (await closing).ShouldAllBe(static error => error!.Code == "locked_down");
        (await client.GetAsync("/api/v1/rooms")).ShouldBeProblem(HttpStatusCode.Locked, "locked_down");
        (await PostAsync(http, Tenant + "/enable")).ShouldBeData().Data.GetProperty("unconfirmed").GetArrayLength().ShouldBe(0);
        (await client.GetAsync("/api/v1/rooms")).ShouldBeData();
    }

    [Fact]
    public async Task What_is_not_confirmed_is_named_and_the_status_is_no_success()
    {
        await using var silo = await RunningSilo.StartAsync(static services => services.AddSingleton<ICaseCancellation, StubbornCases>());
        using var http = silo.Operator();
        await using var socket = await silo.JoinAsync("alpha");
        var closing = socket.ClosedAsync();

        var answer = await PostAsync(http, Alpha + "/kill", "a drill");

        answer.Status.ShouldBe(HttpStatusCode.GatewayTimeout);
        answer.Data.GetProperty("confirmed").GetBoolean().ShouldBeFalse();
        answer.Data.GetProperty("unconfirmed").EnumerateArray().Select(static one => one.GetString()).ShouldBe(["cases at cases: case-7"]);
        (await closing)!.Code.ShouldBe("agent_disabled");
    }

    [Fact]
    public async Task What_is_missing_or_unknown_is_told()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var http = silo.Operator();

        (await PostAsync(http, Alpha + "/kill")).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
        (await PostAsync(http, "/admin/agents/nobody/alpha/kill", "x")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await PostAsync(http, "/admin/tenants/nobody/kill", "x")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await PostAsync(http, "/admin/tenants/nobody/enable")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
    }

    private static int Counts(JsonElement killed, string action) =>
        killed.GetProperty("steps").EnumerateArray().Where(step => step.GetProperty("action").GetString() == action).Sum(static step => step.GetProperty("count").GetInt32());

    private static async Task<ApiReply> PostAsync(HttpClient http, string path, string? reason = null)
    {
        var data = reason is null ? "{}" : JsonSerializer.Serialize(new { reason });
        using var content = new StringContent(
            $$"""{"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},"data":{{data}}}""", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await ApiReply.OfAsync(response);
    }

    private sealed class StubbornCases : ICaseCancellation
    {
        public Task<CasesCancelled> CancelAsync(KillOrder order, TimeSpan limit) => Task.FromResult(new CasesCancelled(1, ["case-7"]));
    }
}
