using System.Net;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>Rooms, channels and members over HTTP.</summary>
public sealed class RoomsApiTests
{
    [Fact]
    public async Task Rooms_channels_and_members_are_shown_to_who_may_see_them()
    {
        await using var silo = await RunningSilo.StartAsync();
        await using var ann = await silo.JoinAsync("ann");
        await using var ben = await silo.JoinAsync("ben");
        await ann.SubscribeAsync(RunningSilo.Room, "general");
        await ann.SubscribeAsync(RunningSilo.Room, "share");
        await ben.SubscribeAsync(RunningSilo.Room, "share");
        using var client = ApiClient.Of(silo, "alpha");

        Texts((await client.GetAsync("/api/v1/rooms")).ShouldBeData().Data.GetProperty("rooms")).ShouldContain(RunningSilo.Room);
        var room = (await client.GetAsync($"/api/v1/rooms/{RunningSilo.Room}")).ShouldBeData();
        var share = room.Data.GetProperty("channels").EnumerateArray().Single(static channel => channel.GetProperty("channel").GetString() == "share");
        share.GetProperty("member_count").GetInt32().ShouldBe(2);
        share.GetProperty("kind").GetString().ShouldBe("pub_sub");
        share.GetProperty("durability").GetString().ShouldBe("durable");

        var members = (await client.GetAsync($"/api/v1/rooms/{RunningSilo.Room}/members")).ShouldBeData().Data;
        members.GetProperty("complete").GetBoolean().ShouldBeTrue();
        members.GetProperty("members").EnumerateArray().ToDictionary(
            static member => member.GetProperty("agent_id").GetString()!, static member => string.Join(',', Texts(member.GetProperty("channels"))))
            .ShouldBe(new Dictionary<string, string> { ["ann"] = "*,general,share", ["ben"] = "*,share" }, ignoreOrder: true);

        var channel = (await client.GetAsync($"/api/v1/rooms/{RunningSilo.Room}/channels/share")).ShouldBeData().Data;
        Texts(channel.GetProperty("members")).ShouldBe(["ann", "ben"]);
        channel.GetProperty("head").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Channels_come_page_by_page()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var client = ApiClient.Of(silo, "alpha");
        var all = Names((await client.GetAsync($"/api/v1/rooms/{RunningSilo.Room}")).ShouldBeData());
        var paged = new List<string>();
        for (var query = "?limit=2"; query.Length > 0;)
        {
            var page = (await client.GetAsync($"/api/v1/rooms/{RunningSilo.Room}{query}")).ShouldBeData();
            paged.AddRange(Names(page));
            query = page.Body.GetProperty("pagination").GetProperty("has_next").GetBoolean() ? $"?limit=2&cursor={page.Text("pagination", "next_cursor")}" : "";
        }

        paged.ShouldBe(all);
    }

    [Fact]
    public async Task What_is_not_there_or_not_for_the_caller_is_not_shown()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var client = ApiClient.Of(silo, "alpha");

        (await client.GetAsync("/api/v1/rooms/nowhere")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await client.GetAsync("/api/v1/rooms/nowhere/members")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await client.GetAsync($"/api/v1/rooms/{RunningSilo.Room}/channels/nothing")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await client.GetAsync("/api/v1/rooms?limit=0")).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
        (await client.GetAsync("/api/v1/rooms?cursor=!")).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
    }

    private static string[] Names(ApiReply room) => [.. room.Data.GetProperty("channels").EnumerateArray().Select(static channel => channel.GetProperty("channel").GetString()!)];

    private static string[] Texts(System.Text.Json.JsonElement list) => [.. list.EnumerateArray().Select(static one => one.GetString()!)];
}
