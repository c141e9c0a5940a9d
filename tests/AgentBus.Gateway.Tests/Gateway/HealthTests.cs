using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class HealthTests(SiloFixture fixture)
{
    [Theory]
    [InlineData("health", true)]
    [InlineData("health", false)]
    [InlineData("ready", true)]
    [InlineData("ready", false)]
    public async Task Health_and_readiness_are_told_on_both_listeners(string path, bool isPublic)
    {
        using var http = new HttpClient { BaseAddress = isPublic ? fixture.Silo.Public : fixture.Silo.Internal };

        var report = await http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

        report.GetProperty("status").GetString().ShouldBe("healthy");
        report.GetProperty("health_score").GetDouble().ShouldBe(1);
        report.GetProperty("constitutional_hash").GetString().ShouldBe("cdd01ef066bc6cf2");
        report.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
        report.GetProperty("uptime_seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
        report.GetProperty("circuit_breakers").GetProperty("journal").GetString().ShouldBe("closed");
    }

    [Theory]
    [InlineData("health/live")]
    [InlineData("admin/stats")]
    public async Task What_is_for_operators_is_not_found_by_clients(string path)
    {
        using var clients = new HttpClient { BaseAddress = fixture.Silo.Public };
        using var operators = fixture.Silo.Operator();

        // The Host header is the client's to write, so it must not decide.
        using var disguised = new HttpRequestMessage(HttpMethod.Get, path);
        disguised.Headers.Host = fixture.Silo.Internal.Authority;
        using var refused = await clients.SendAsync(disguised, TestContext.Current.CancellationToken);
        using var answered = await operators.GetAsync(path, TestContext.Current.CancellationToken);

        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answered.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Clients_cannot_connect_to_the_internal_listener()
    {
        using var http = new HttpClient { BaseAddress = fixture.Silo.Internal };
        using var answer = await http.GetAsync("ws", TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Statistics_count_connections_channels_and_messages()
    {
        await using var silo = await RunningSilo.StartAsync();
        await using var socket = await silo.JoinAsync("alpha");
        await socket.SubscribeAsync(RunningSilo.Room, "general");
        await socket.SubscribeAsync(RunningSilo.Room, "share");
        await socket.PublishAsync(Sample.Message(), Sample.Message());
        using var http = silo.Operator();

        var report = (await http.GetFromJsonAsync<JsonElement>("admin/stats", TestContext.Current.CancellationToken)).GetProperty("data");

        report.GetProperty("total_connections").GetInt64().ShouldBe(1);
        report.GetProperty("active_connections").GetInt64().ShouldBe(1);
        report.GetProperty("active_rooms").GetInt32().ShouldBe(1);
        report.GetProperty("active_channels").GetInt32().ShouldBe(2);
        report.GetProperty("total_messages").GetInt64().ShouldBe(2);
    }
}
