using System.Net;
using System.Text.Json;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Http;

public sealed class HistoryApiTests(SiloFixture fixture)
{
    private const string Path = $"/api/v1/rooms/{SiloFixture.Room}/channels/f/history";

    [Fact]
    public async Task A_history_is_read_page_by_page_in_either_direction_and_from_a_time()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var client = ApiClient.Of(silo, "alpha");
        const string History = $"/api/v1/rooms/{RunningSilo.Room}/channels/general/history";
        for (var i = 1; i <= 7; i++)
        {
            (await client.PostAsync("/api/v1/messages", ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "general", message_type = "event", content = $"{i}" })))
                .ShouldBeData(HttpStatusCode.Accepted);
        }

        (await PagesAsync(client, History, "?after=0&limit=3")).ShouldBe([["1", "2", "3"], ["4", "5", "6"], ["7"]]);
        (await PagesAsync(client, History, "?limit=3")).ShouldBe([["5", "6", "7"], ["2", "3", "4"], ["1"]]);
        (await PagesAsync(client, History, "?since=2020-01-01T00:00:00Z&limit=1000")).ShouldBe([["1", "2", "3", "4", "5", "6", "7"]]);
        (await PagesAsync(client, History, "?before=3")).ShouldBe([["1", "2"]]);
        var page = (await client.GetAsync(History + "?limit=1")).ShouldBeData().Data;
        page.GetProperty("head").GetInt64().ShouldBe(7);
        page.GetProperty("first").GetInt64().ShouldBe(1);
        page.GetProperty("partial").GetBoolean().ShouldBeFalse();
        page.GetProperty("messages")[0].GetProperty("stamp").GetProperty("sender").GetString().ShouldBe("alpha");
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?limit=many")]
    [InlineData("?since=yesterday")]
    [InlineData("?since=2026-01-01T00:00:00")]
    [InlineData("?after=-1")]
    [InlineData("?before=0")]
    [InlineData("?after=1&before=2")]
    [InlineData("?cursor=!!")]
    [InlineData("?cursor=YQ")]
    public async Task Parameters_that_are_not_right_are_refused(string query)
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        (await client.GetAsync(Path + query)).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
    }

    [Fact]
    public async Task A_room_that_is_not_there_and_a_channel_that_is_not_there_are_not_found()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());

        (await client.GetAsync("/api/v1/rooms/nowhere/channels/general/history")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await client.GetAsync($"/api/v1/rooms/{RunningSilo.Room}/channels/nothing/history")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await client.GetAsync("/api/v1/rooms/sys-x/channels/%2e%2e/history")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_may_not_read_is_denied()
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent(), "stranger");

        (await client.GetAsync(Path)).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
    }

    private static async Task<List<string[]>> PagesAsync(ApiClient client, string path, string query)
    {
        var pages = new List<string[]>();
        var limit = query.Split('&', '?').FirstOrDefault(static part => part.StartsWith("limit=", StringComparison.Ordinal));
        for (var next = query; ;)
        {
            var answer = (await client.GetAsync(path + next)).ShouldBeData();
            pages.Add([.. answer.Data.GetProperty("messages").EnumerateArray().Select(static one => one.GetProperty("envelope").GetProperty("content").GetProperty("text").GetString()!)]);
            var pagination = answer.Body.GetProperty("pagination");
            pagination.GetProperty("size").GetInt32().ShouldBe(pages[^1].Length);
            if (!pagination.GetProperty("has_next").GetBoolean())
            {
                pagination.GetProperty("next_cursor").ValueKind.ShouldBe(JsonValueKind.Null);
                return pages;
            }

            next = $"?cursor={pagination.GetProperty("next_cursor").GetString()}&{limit}";
        }
    }
}
