using System.Net;
using AgentBus.Domain.Ports;
using AgentBus.Gateway.Tests.Support;
using AgentBus.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>Dead letters over HTTP (MSG-10), for those who may operate the tenant.</summary>
public sealed class DeadLettersApiTests
{
    private const string Letters = "/api/v1/deadletters";

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
    public async Task Only_who_may_operate_the_tenant_sees_them_and_only_its_own()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Tenants:other:Rooms:lab:Channels:main:Type", "discussion");
        await using var beta = await InboxReader.OpenAsync(silo, "beta");
        using var alpha = ApiClient.Of(silo, "alpha");
        using var foreign = new ApiClient(silo, silo.Issuer.Token("other", "root", ["admin"], TimeSpan.FromHours(1)));
        await KillAsync(silo, beta, alpha, "one");

        (await alpha.GetAsync(Letters)).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        (await alpha.PostAsync(Letters + "/1/discard", ApiClient.Enveloped(new { reason = "mine" }))).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        (await foreign.GetAsync(Letters)).ShouldBeData().Data.GetProperty("letters").GetArrayLength().ShouldBe(0);
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
        await beta.RejectNextAsync();
        var store = silo.Services.GetRequiredService<IDeadLetterStore>();
        await Until.TrueAsync(
            "the message is dead", async () => (await store.ListAsync(new DeadLetterFilter(RunningSilo.Tenant), TestContext.Current.CancellationToken)).Letters.Count > 0);
    }

    private static long IdOf(ApiReply list) => list.Data.GetProperty("letters")[0].GetProperty("id").GetInt64();
}
