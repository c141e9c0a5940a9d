using System.Net;
using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Gateway.Tests.Support;
using AgentBus.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>Dead letters over HTTP (MSG-10), for those who may operate the tenant.</summary>
public sealed class DeadLettersApiTests
{
    private const string Letters = "/api/v1/deadletters";

    private static readonly string Nothing = ApiClient.Enveloped(new { });

    [Fact]
    public async Task Dead_letters_are_listed_shown_sent_again_and_discarded()
    {
        await using var silo = await RunningSilo.StartAsync();
        await using var beta = await InboxReader.OpenAsync(silo, "beta");
        using var alpha = ApiClient.Of(silo, "alpha");
        using var admin = ApiClient.Of(silo, "root", "admin");
        await KillAsync(silo, beta, alpha, "one");
        await KillAsync(silo, beta, alpha, "two");

        var list = (await admin.GetAsync(Letters + "?limit=1")).ShouldBeData();
        list.Body.GetProperty("pagination").GetProperty("has_next").GetBoolean().ShouldBeTrue();
        var rest = (await admin.GetAsync($"{Letters}?limit=1&cursor={list.Text("pagination", "next_cursor")}")).ShouldBeData();
        var (second, first) = (IdOf(list), IdOf(rest));
        var shown = (await admin.GetAsync($"{Letters}/{first}")).ShouldBeData().Data;
        shown.GetProperty("envelope").GetProperty("content").GetProperty("text").GetString().ShouldBe("one");
        shown.GetProperty("sender").GetString().ShouldBe("alpha");
        shown.GetProperty("code").GetString().ShouldBe("rejected");
        (await admin.GetAsync(Letters + "?sender=nobody")).ShouldBeData().Data.GetProperty("letters").GetArrayLength().ShouldBe(0);

        (await admin.PostAsync($"{Letters}/{first}/replay", ApiClient.Enveloped(new { }))).ShouldBeData().Data.GetProperty("receipt").GetProperty("outcome").GetString().ShouldBe("delivered");
        (await beta.NextAsync()).Content.Text.ShouldBe("one");
        (await admin.PostAsync($"{Letters}/{second}/discard", ApiClient.Enveloped(new { reason = "a test" }))).ShouldBeData().Data.GetProperty("discarded").GetInt32().ShouldBe(1);

        (await admin.GetAsync(Letters)).ShouldBeData().Data.GetProperty("letters").GetArrayLength().ShouldBe(0);
        (await admin.GetAsync($"{Letters}/{first}")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await admin.PostAsync($"{Letters}/{second}/replay", ApiClient.Enveloped(new { }))).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Those_that_parameters_choose_are_sent_again_page_by_page()
    {
        await using var silo = await RunningSilo.StartAsync();
        await using var beta = await InboxReader.OpenAsync(silo, "beta");
        using var alpha = ApiClient.Of(silo, "alpha");
        using var admin = ApiClient.Of(silo, "root", "admin");
        foreach (var text in (string[])["one", "two", "three"])
        {
            await KillAsync(silo, beta, alpha, text);
        }

        (await admin.PostAsync(Letters + "/replay?code=inbox_full", Nothing)).ShouldBeData().Data.GetProperty("delivered").GetInt32().ShouldBe(0);
        var first = (await admin.PostAsync(Letters + "/replay?code=rejected&limit=2", Nothing)).ShouldBeData();
        var second = (await admin.PostAsync($"{Letters}/replay?code=rejected&limit=2&cursor={first.Text("pagination", "next_cursor")}", Nothing)).ShouldBeData();

        (first.Data.GetProperty("delivered").GetInt32(), first.Data.GetProperty("letters").GetArrayLength()).ShouldBe((2, 2));
        (second.Data.GetProperty("delivered").GetInt32(), second.Body.GetProperty("pagination").GetProperty("has_next").GetBoolean()).ShouldBe((1, false));
        string[] again = [(await beta.NextAsync()).Content.Text, (await beta.NextAsync()).Content.Text, (await beta.NextAsync()).Content.Text];
        again.ShouldBe(["two", "three", "one"]);
        (await admin.GetAsync(Letters)).ShouldBeData().Data.GetProperty("letters").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Those_that_are_refused_again_stay_and_a_run_over_all_pages_ends()
    {
        await using var silo = await RunningSilo.StartAsync();
        await using var beta = await InboxReader.OpenAsync(silo, "beta");
        using var alpha = ApiClient.Of(silo, "alpha");
        using var admin = ApiClient.Of(silo, "root", "admin");
        await KillAsync(silo, beta, alpha, "one");
        await KillAsync(silo, beta, alpha, "two");
        using var http = silo.Operator();
        using var disabled = await http.PostAsync("/admin/agents/default-tenant/alpha/disable", new StringContent(Nothing, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        disabled.StatusCode.ShouldBe(HttpStatusCode.OK);

        var first = (await admin.PostAsync(Letters + "/replay?limit=1", Nothing)).ShouldBeData();
        var second = (await admin.PostAsync($"{Letters}/replay?limit=1&cursor={first.Text("pagination", "next_cursor")}", Nothing)).ShouldBeData();

        (first.Data.GetProperty("refused").GetInt32(), second.Data.GetProperty("refused").GetInt32()).ShouldBe((1, 1));
        second.Data.GetProperty("letters")[0].GetProperty("receipt").GetProperty("code").GetString().ShouldBe("agent_disabled");
        second.Body.GetProperty("pagination").GetProperty("has_next").GetBoolean().ShouldBeFalse();
        (await admin.PostAsync(Letters + "/discard?sender=alpha", ApiClient.Enveloped(new { reason = "a test" }))).ShouldBeData().Data.GetProperty("discarded").GetInt32().ShouldBe(2);
        (await admin.GetAsync(Letters)).ShouldBeData().Data.GetProperty("letters").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("/replay?limit=101")]
    [InlineData("/replay?room=science")]
    [InlineData("/discard?code=bad_luck")]
    [InlineData("/discard")]
    public async Task A_run_that_is_not_right_is_refused(string path)
    {
        await using var silo = await RunningSilo.StartAsync();
        using var admin = ApiClient.Of(silo, "root", "admin");

        (await admin.PostAsync(Letters + path, Nothing)).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
    }

    [Fact]
    public async Task Only_who_may_operate_the_tenant_sees_them_and_only_its_own()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Tenants:other:Rooms:lab:Channels:main:Type", "discussion");
        await using var beta = await InboxReader.OpenAsync(silo, "beta");
        using var alpha = ApiClient.Of(silo, "alpha");
        using var foreign = new ApiClient(silo, silo.Issuer.Token("other", "root", ["admin"], TimeSpan.FromHours(1)));
        await KillAsync(silo, beta, alpha, "one");

        (await alpha.GetAsync(Letters)).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        (await alpha.PostAsync(Letters + "/replay", Nothing)).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        (await alpha.PostAsync(Letters + "/1/discard", ApiClient.Enveloped(new { reason = "mine" }))).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        (await foreign.GetAsync(Letters)).ShouldBeData().Data.GetProperty("letters").GetArrayLength().ShouldBe(0);
        (await foreign.PostAsync(Letters + "/discard", ApiClient.Enveloped(new { reason = "all" }, tenant: "other"))).ShouldBeData().Data.GetProperty("discarded").GetInt32().ShouldBe(0);
        (await foreign.GetAsync(Letters + "/1")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?room=science")]
    [InlineData("?code=bad_luck")]
    [InlineData("?since=then")]
    [InlineData("?cursor=x")]
    public async Task Parameters_that_are_not_right_are_refused(string query)
    {
        await using var silo = await RunningSilo.StartAsync();
        using var admin = ApiClient.Of(silo, "root", "admin");

        (await admin.GetAsync(Letters + query)).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
    }

    /// <summary>Sends a message to beta, who says that it cannot be dealt with.</summary>
    private static async Task KillAsync(RunningSilo silo, InboxReader beta, ApiClient alpha, string text)
    {
        (await alpha.PostAsync("/api/v1/messages", ApiClient.Enveloped(new { to_agent = "beta", message_type = "event", content = text }))).ShouldBeData(HttpStatusCode.Accepted);
        var store = silo.Services.GetRequiredService<IDeadLetterStore>();
        var before = await CountAsync();
        await beta.RejectNextAsync();
        await Until.TrueAsync("the message is dead", async () => await CountAsync() > before);

        async Task<int> CountAsync() => (await store.ListAsync(new DeadLetterFilter(RunningSilo.Tenant), TestContext.Current.CancellationToken)).Letters.Count;
    }

    private static long IdOf(ApiReply list) => list.Data.GetProperty("letters")[0].GetProperty("id").GetInt64();
}
