using System.Net;
using AgentBus.Gateway.Tests.Support;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>The directory over HTTP (AGT-06).</summary>
public sealed class AgentsApiTests
{
    [Fact]
    public async Task The_agents_of_the_tenant_are_found_by_what_they_are_and_page_by_page()
    {
        await using var silo = await RunningSilo.StartAsync();
        await using var first = await JoinAsync(silo, "ann", "sum");
        await using var second = await JoinAsync(silo, "ben", "sum");
        await using var third = await JoinAsync(silo, "cyd", "draw");
        using var client = ApiClient.Of(silo, "alpha");

        // Agents tell the directory of themselves a moment after they came.
        await Until.TrueAsync(
            "all three are known to be there", async () => (await IdsAsync(client, "?presence=online")).Length >= 3, cancellationToken: TestContext.Current.CancellationToken);

        (await IdsAsync(client, "")).ShouldBe(["ann", "ben", "cyd"]);
        (await IdsAsync(client, "?capability=sum")).ShouldBe(["ann", "ben"]);
        (await IdsAsync(client, "?name=AN")).ShouldBe(["ann"]);
        (await IdsAsync(client, "?status=suspended")).ShouldBeEmpty();
        (await IdsAsync(client, "?status=any")).ShouldContain("cyd");

        var page = (await client.GetAsync("/api/v1/agents?limit=2")).ShouldBeData();
        var cursor = page.Text("pagination", "next_cursor");
        (await IdsAsync(client, $"?limit=2&cursor={cursor}")).ShouldBe(["cyd"]);

        var one = (await client.GetAsync("/api/v1/agents/ann")).ShouldBeData().Data;
        one.GetProperty("status").GetString().ShouldBe("active");
        one.GetProperty("capabilities")[0].GetString().ShouldBe("sum");
        one.GetProperty("type").GetString().ShouldBe("agent");
    }

    [Fact]
    public async Task Nobody_finds_agents_of_another_tenant_or_without_a_right_to()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Tenants:other:Rooms:lab:Channels:main:Type", "discussion");
        await using var ann = await JoinAsync(silo, "ann", "sum");
        using var foreign = new ApiClient(silo, silo.Issuer.Token("other", "oscar", ["agent"], TimeSpan.FromHours(1)));
        using var stranger = ApiClient.Of(silo, "sue", "stranger");
        using var client = ApiClient.Of(silo, "alpha");

        (await IdsAsync(foreign, "")).ShouldBeEmpty();
        (await foreign.GetAsync("/api/v1/agents/ann")).ShouldBeProblem(HttpStatusCode.NotFound, "agent_not_registered");
        (await stranger.GetAsync("/api/v1/agents")).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        foreach (var query in new[] { "?status=happy", "?type=1", "?presence=x", "?limit=0", "?cursor=%00" })
        {
            (await client.GetAsync("/api/v1/agents" + query)).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
        }
    }

    private static async Task<TestSocket> JoinAsync(RunningSilo silo, string agent, string capability)
    {
        var socket = await silo.ConnectAsync(silo.Token(agent));
        await socket.HelloAsync(hello => hello.Capabilities.Add(new Protocol.V1.Capability { Name = capability }));
        return socket;
    }

    private static async Task<string[]> IdsAsync(ApiClient client, string query) =>
        [.. (await client.GetAsync("/api/v1/agents" + query)).ShouldBeData().Data.GetProperty("agents").EnumerateArray().Select(static agent => agent.GetProperty("agent_id").GetString()!)];
}
