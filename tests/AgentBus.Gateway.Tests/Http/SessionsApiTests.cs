using System.Net;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>Session contexts over HTTP (TRN-15).</summary>
public sealed class SessionsApiTests(SiloFixture fixture)
{
    [Fact]
    public async Task A_context_is_kept_for_its_agent_and_for_nobody_else()
    {
        var agent = fixture.NewAgent();
        using var client = ApiClient.Of(fixture.Silo, agent);
        using var later = ApiClient.Of(fixture.Silo, agent);
        using var other = ApiClient.Of(fixture.Silo, fixture.NewAgent());
        const string Path = "/api/v1/sessions/talk-7";

        (await client.GetAsync(Path)).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        var written = (await WriteAsync(client, Path, new { revision = 0, state = new { step = 2 }, memory = new { seen = new[] { "a", "b" } }, time_to_live_s = 600 })).ShouldBeData();

        var revision = written.Data.GetProperty("revision").GetInt64();
        revision.ShouldBeGreaterThan(0);
        var read = (await later.GetAsync(Path)).ShouldBeData().Data;
        read.GetProperty("state").GetProperty("step").GetInt32().ShouldBe(2);
        read.GetProperty("memory").GetProperty("seen")[1].GetString().ShouldBe("b");
        read.GetProperty("expires_at").GetDateTimeOffset().ShouldBe(read.GetProperty("updated_at").GetDateTimeOffset() + TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(1));
        (await other.GetAsync(Path)).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await WriteAsync(client, Path, new { revision = 0, state = new { step = 3 } })).ShouldBeProblem(HttpStatusCode.Conflict, "revision_conflict");
        (await WriteAsync(client, Path, new { revision, state = new { step = 3 } })).ShouldBeData().Data.GetProperty("state").GetProperty("step").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task What_is_no_context_is_refused()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());
        const string Path = "/api/v1/sessions/talk-8";

        foreach (var draft in new object[] { new { revision = -1 }, new { revision = "1" }, new { state = 7 }, new { memory = new[] { 1 } }, new { time_to_live_s = 1.5 } })
        {
            (await WriteAsync(client, Path, draft)).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
        }

        (await WriteAsync(client, $"/api/v1/sessions/{new string('x', 200)}", new { revision = 0 })).ContentType.ShouldBe("application/problem+json");
    }

    private static Task<ApiReply> WriteAsync(ApiClient client, string path, object draft) => client.SendAsync(HttpMethod.Put, path, ApiClient.Enveloped(draft));
}
