using System.Net;
using AgentBus.Dashboard;
using AgentBus.Gateway.Tests.Http;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>What was sent, over HTTP and on the pages, without script.</summary>
public sealed class RawContentPagesTests
{
    private const string Mail = "jane@mail.test";
    private const string Evil = "<script>alert(1)</script>\u202e";

    private static readonly string[] Keeping =
    [
        "--AgentBus:Tenants:default-tenant:Deliberation:UnsignedVotes", "true",
        "--AgentBus:Tenants:default-tenant:Deliberation:KeepRawContent", "true",
        "--AgentBus:Inspection:Enabled", "true",
        "--AgentBus:Inspection:Policy:Mode", "Enforce",
    ];

    [Fact]
    public async Task Over_HTTP_it_comes_with_what_the_ledger_names_it_by_and_is_kept_by_nobody_between()
    {
        await using var silo = await RunningSilo.StartAsync(Keeping);
        using var alpha = ApiClient.Of(silo, "alpha");
        using var root = new ApiClient(silo, silo.PersonToken("root", "admin"));
        var held = await HoldAsync(alpha, $"write to {Mail}");

        var shown = (await root.GetAsync($"/api/v1/cases/{held}")).ShouldBeData().Data;
        shown.GetProperty("raw").GetProperty("state").GetString().ShouldBe("kept");
        shown.GetRawText().ShouldNotContain(Mail);
        (await root.PostAsync($"/api/v1/cases/{held}/raw", ApiClient.Enveloped(new { }))).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
        (await alpha.PostAsync($"/api/v1/cases/{held}/raw", ApiClient.Enveloped(new { reason = "mine" }))).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        var raw = await root.PostAsync($"/api/v1/cases/{held}/raw", ApiClient.Enveloped(new { reason = "the address is cut" }));

        raw.ShouldBeData().Data.GetProperty("message").GetProperty("content").GetProperty("text").GetString().ShouldBe($"write to {Mail}");
        raw.Data.GetProperty("commitment").GetString()!.Length.ShouldBe(64);
        (await root.PostAsync($"/api/v1/cases/{held}/cancel", ApiClient.Enveloped(new { text = "enough" }))).ShouldBeData().Data.GetProperty("raw").GetProperty("state").GetString().ShouldBe("deleted");
        (await root.PostAsync($"/api/v1/cases/{held}/raw", ApiClient.Enveloped(new { reason = "late" }))).ShouldBeProblem(HttpStatusCode.Conflict, "case_closed");
    }

    [Fact]
    public async Task On_the_pages_it_is_in_the_answer_to_the_form_and_nowhere_else_and_what_strangers_write_is_text()
    {
        await using var silo = await RunningSilo.StartAsync(Keeping);
        using var alpha = ApiClient.Of(silo, "alpha");
        using var root = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("root", "admin"));
        var held = await HoldAsync(alpha, $"{Evil} write to {Mail} today");
        var one = $"{DashboardPaths.Cases}/{held}";
        (await root.GetAsync(one)).Text.ShouldContain("Whoever looks is recorded.");

        (await root.PostAsync($"{one}/raw", await root.FormTokenAsync(), ("reason", "  "))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await root.GetAsync($"{one}/raw")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var looked = await root.PostAsync($"{one}/raw", await root.FormTokenAsync(), ("reason", "the address is cut"));

        looked.StatusCode.ShouldBe(HttpStatusCode.OK, looked.Text);
        looked.Header("Cache-Control").ShouldContain("no-store");
        looked.Text.ShouldContain($"<mark>{Mail}</mark>");
        looked.Text.ShouldContain("\\u202e");
        looked.Text.ShouldNotContain("<script>alert");
        var page = (await root.GetAsync(one)).Text;
        page.ShouldNotContain(Mail);
        page.ShouldContain("looked at what was sent");
        page.ShouldContain("the address is cut");
        (await root.GetAsync($"{one}/now", ("X-Fragment", "1"))).Text.ShouldNotContain(Mail);

        (await root.PostAsync($"{one}/cancel", await root.FormTokenAsync(), ("text", "enough"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        page = (await root.GetAsync(one)).Text;
        page.ShouldContain("was deleted");
        page.ShouldNotContain("id=\"raw-look\"");
        (await root.PostAsync($"{one}/raw", await root.FormTokenAsync(), ("reason", "late"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Who_may_not_look_reads_a_sentence_and_finds_no_form_and_the_sender_s_owner_neither()
    {
        await using var silo = await RunningSilo.StartAsync([.. Keeping, "--AgentBus:Tenants:default-tenant:Deliberation:RawContentRoles:0", "privacy"]);
        using var alpha = ApiClient.Of(silo, "alpha");
        using var root = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("root", "admin"));
        using var pia = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("pia", "reviewer", "privacy"));
        var held = await HoldAsync(alpha, $"write to {Mail}");
        var plain = await HoldAsync(alpha, "nothing to hide");
        var one = $"{DashboardPaths.Cases}/{held}";

        var page = (await root.GetAsync(one)).Text;
        page.ShouldContain("None of your roles may look at it.");
        page.ShouldNotContain("id=\"raw-look\"");
        (await root.PostAsync($"{one}/raw", await root.FormTokenAsync(), ("reason", "curious"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await pia.PostAsync($"{one}/raw", await pia.FormTokenAsync(), ("reason", "asked to"))).Text.ShouldContain(Mail);
        (await pia.PostAsync($"{one}/raw", "forged", ("reason", "asked to"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var other = (await pia.GetAsync($"{DashboardPaths.Cases}/{plain}")).Text;
        other.ShouldNotContain("raw-words");
        other.ShouldNotContain("raw-look");
    }

    private static async Task<string> HoldAsync(ApiClient agent, string text)
    {
        var body = ApiClient.Enveloped(new { room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = new { text }, requires_approval = true });
        var answer = (await agent.PostAsync("/api/v1/messages", body)).ShouldBeData(HttpStatusCode.Accepted);
        return answer.Data.GetProperty("receipt").GetProperty("case_id").GetString()!;
    }
}
