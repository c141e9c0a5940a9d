using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentBus.Dashboard;
using AgentBus.Gateway.Tests.Http;
using AgentBus.Gateway.Tests.Support;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>What people decide with, without script: pages, forms, files (DEL-07).</summary>
public sealed class ReviewPagesTests
{
    private const string Unsigned = "--AgentBus:Tenants:default-tenant:Deliberation:UnsignedVotes";
    private const string Evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202e";

    [Fact]
    public async Task A_case_is_found_read_voted_on_and_kept_with_its_receipt()
    {
        await using var silo = await RunningSilo.StartAsync(Unsigned, "true");
        using var alpha = ApiClient.Of(silo, "alpha");
        using var ann = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("ann", "admin"));
        (await ann.GetAsync(DashboardPaths.Queue)).Text.ShouldContain("Nothing waits");
        await SayAsync(alpha, "the window is open");
        var held = await HoldAsync(alpha, "deploy 4.2", "deploy", "k8s");
        await HoldAsync(alpha, "deploy 4.3", "deploy", "k8s");

        var queue = (await ann.GetAsync(DashboardPaths.Queue)).Text;
        queue.ShouldContain("1 more like this");
        queue.ShouldContain("deploy with k8s");
        (await ann.GetAsync($"{DashboardPaths.Queue}?text=nowhere")).Text.ShouldContain("Nothing that fits");
        var page = await ann.GetAsync($"{DashboardPaths.Cases}/{held}");
        page.StatusCode.ShouldBe(HttpStatusCode.OK, page.Text);
        page.Text.ShouldContain("1 more approval lets it go.");
        page.Text.ShouldContain("the window is open");
        page.Text.ShouldContain("&quot;deploy 4.2&quot;");
        page.Text.ShouldContain("As a table");

        var voted = await ann.PostAsync($"{DashboardPaths.Cases}/{held}/vote", await ann.FormTokenAsync(), [("vote", "approve"), ("reason", "fits the window"), .. Bound(page.Text)]);
        voted.StatusCode.ShouldBe(HttpStatusCode.SeeOther, voted.Text);
        var after = await ann.GetAsync($"{DashboardPaths.Cases}/{held}");
        after.Text.ShouldContain("Delivered");
        after.Text.ShouldContain("fits the window");

        (await ann.GetAsync($"{DashboardPaths.Decided}?text=k8s")).Text.ShouldContain(held);
        (await ann.GetAsync($"{DashboardPaths.Decided}?state=rejected")).Text.ShouldContain("Nothing that fits");
        var receipt = after;
        await Until.TrueAsync(
            "the receipt is there",
            async () => (receipt = await ann.GetAsync($"{DashboardPaths.Cases}/{held}/receipt.json")).StatusCode == HttpStatusCode.OK,
            cancellationToken: TestContext.Current.CancellationToken);
        receipt.Header("Content-Disposition").ShouldContain($"receipt-{held}.json");
        var pem = (await ann.GetAsync(DashboardPaths.Decided + "/ledger.pub.pem")).Text;
        var checkedHere = await ModuleScript.RunAsync(
            """
            import { readFileSync } from 'node:fs';
            import { readKey } from './checkpoint.js';
            import { checkReceipt } from './receipt.js';
            const input = JSON.parse(readFileSync(0, 'utf8'));
            const found = await checkReceipt(JSON.parse(input.receipt), [await readKey(input.pem)]);
            process.stdout.write(JSON.stringify(found));
            """,
            new { receipt = receipt.Text, pem });
        checkedHere.GetProperty("holds").GetBoolean().ShouldBeTrue(checkedHere.ToString());
        var line = JsonElement.Parse((await ann.GetAsync(DashboardPaths.Decided + "/export")).Text.Trim());
        (line.GetProperty("case_id").GetString(), line.GetProperty("votes")[0].GetProperty("vote").GetString()).ShouldBe((held, "approve"));
    }

    [Fact]
    public async Task What_strangers_write_is_text_wherever_it_stands_and_hides_nothing()
    {
        await using var silo = await RunningSilo.StartAsync(Unsigned, "true");
        using var alpha = ApiClient.Of(silo, "alpha");
        using var ann = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("ann", "admin"));
        await SayAsync(alpha, Evil);
        var held = await HoldAsync(alpha, Evil, Evil, Evil);
        var one = $"{DashboardPaths.Cases}/{held}";
        (await ann.PostAsync($"{one}/comment", await ann.FormTokenAsync(), ("text", Evil))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var open = await ann.GetAsync(one);

        Harmless(open.Text);
        open.Text.ShouldContain("data-form=\"json\"");
        open.Text.ShouldContain("\\u202e");
        Harmless((await ann.GetAsync(DashboardPaths.Queue)).Text);
        Harmless((await ann.GetAsync($"{DashboardPaths.Queue}?text={Uri.EscapeDataString(Evil)}&sender={Uri.EscapeDataString(Evil)}")).Text);
        Harmless((await ann.GetAsync($"{one}/now", ("X-Fragment", "1"))).Text);
        (await ann.PostAsync($"{one}/vote", await ann.FormTokenAsync(), [("vote", "reject"), ("reason", Evil), .. Bound(open.Text)])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        Harmless((await ann.GetAsync(one)).Text);
        Harmless((await ann.GetAsync($"{DashboardPaths.Decided}?text={Uri.EscapeDataString(Evil)}")).Text);
    }

    [Fact]
    public async Task All_that_is_delivered_is_shown_and_nothing_of_it_to_whom_it_is_too_secret_for()
    {
        await using var silo = await RunningSilo.StartAsync(Unsigned, "true");
        using var alpha = new ApiClient(silo, silo.Issuer.Token(RunningSilo.Tenant, "alpha", ["agent"], TimeSpan.FromHours(1)));
        using var cleo = await DashboardBrowser.SignedInAsync(silo, silo.Issuer.Token(RunningSilo.Tenant, "cleo", ["admin"], TimeSpan.FromHours(1), type: "human", clearance: 5));
        using var ann = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("ann", "admin"));
        var body = ApiClient.Enveloped(new
        {
            room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = new { text = "harmless", classification = "secret" },
            headers = new Dictionary<string, string> { ["run-as"] = "root" }, metadata = new { amount = 9 }, requires_approval = true,
        });
        var held = (await alpha.PostAsync("/api/v1/messages", body)).ShouldBeData(HttpStatusCode.Accepted).Data.GetProperty("receipt").GetProperty("case_id").GetString()!;
        var one = $"{DashboardPaths.Cases}/{held}";

        var seen = (await cleo.GetAsync(one)).Text;
        seen.ShouldContain("run-as");
        seen.ShouldContain("amount");
        var unseen = (await ann.GetAsync(one)).Text;
        unseen.ShouldContain("not-cleared");
        unseen.ShouldContain("End it undecided");
        unseen.ShouldNotContain("harmless");
        unseen.ShouldNotContain("run-as");
        unseen.ShouldNotContain("id=\"vote\"");
        (await ann.PostAsync($"{one}/vote", await ann.FormTokenAsync(), [("vote", "approve"), ("reason", "blind"), .. Bound(seen)])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_asked_sees_no_form_and_is_refused_and_nobody_else_sees_the_case()
    {
        await using var silo = await RunningSilo.StartAsync(Unsigned, "true", "--AgentBus:Tenants:rival:Environment", "dev");
        using var asker = new ApiClient(silo, silo.PersonToken("olga", "admin"));
        using var olga = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("olga", "admin"));
        using var guest = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("gus", "human"));
        using var rival = await DashboardBrowser.SignedInAsync(silo, silo.Issuer.Token("rival", "riva", ["admin"], TimeSpan.FromHours(1), type: "human"));
        var held = await HoldAsync(asker, "deploy", "deploy", "");
        var one = $"{DashboardPaths.Cases}/{held}";
        var page = (await olga.GetAsync(one)).Text;

        page.ShouldContain("Nobody decides on what is their own");
        page.ShouldNotContain("id=\"vote\"");
        var view = (await asker.GetAsync($"/api/v1/cases/{held}")).ShouldBeData().Data;
        (string, string)[] vote = [("vote", "approve"), ("reason", "mine"), ("digest", view.GetProperty("digest").GetString()!), ("policy_revision", view.GetProperty("policy_revision").ToString())];
        (await olga.PostAsync($"{one}/vote", await olga.FormTokenAsync(), vote)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var stranger in new[] { guest, rival })
        {
            (await stranger.GetAsync(one)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await stranger.GetAsync($"{one}/now")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await stranger.GetAsync($"{one}/receipt.json")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await stranger.PostAsync($"{one}/vote", await stranger.FormTokenAsync(), vote)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await stranger.GetAsync(DashboardPaths.Queue)).Text.ShouldNotContain(held);
        }

        (await olga.GetAsync($"{DashboardPaths.Cases}/{new string('0', 40)}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Keys_are_registered_confirmed_by_another_and_revoked()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var ann = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("ann", "admin"));
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var publicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

        (await ann.GetAsync(DashboardPaths.Keys)).Text.ShouldContain("No keys yet");
        (await ann.PostAsync(DashboardPaths.Keys, await ann.FormTokenAsync(), ("public_key", "no key"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ann.PostAsync(DashboardPaths.Keys, await ann.FormTokenAsync(), ("public_key", publicKey))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var page = (await ann.GetAsync(DashboardPaths.Keys)).Text;
        page.ShouldContain("waits for a second admin");
        var id = Regex.Match(page, "data-key=\"(?<id>[0-9a-f]{32})\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["id"].Value;
        page.ShouldNotContain($"{id}/confirm");
        (await ann.PostAsync($"{DashboardPaths.Keys}/{id}/confirm", await ann.FormTokenAsync())).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ann.PostAsync($"{DashboardPaths.Keys}/{id}/revoke", await ann.FormTokenAsync())).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ann.GetAsync(DashboardPaths.Keys)).Text.ShouldContain(">revoked<");
    }

    private static void Harmless(string html)
    {
        html.ShouldNotContain("<script>");
        html.ShouldNotContain("<img");

        // What stands in quotes is a value; outside of them there must be no attribute that runs something.
        Regex.Replace(html, "\"[^\"]*\"", "\"\"", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldNotMatch("(?i)<[a-z][^>]* on[a-z]+ *=");
    }

    private static (string, string)[] Bound(string page) => [("digest", Field(page, "digest")), ("policy_revision", Field(page, "policy_revision"))];

    private static string Field(string page, string name) =>
        Regex.Match(page, $"name=\"{name}\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["value"].Value;

    private static async Task SayAsync(ApiClient agent, string text) =>
        (await agent.PostAsync("/api/v1/messages", ApiClient.Enveloped(new { room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = new { text } }))).ShouldBeData(HttpStatusCode.Accepted);

    private static async Task<string> HoldAsync(ApiClient agent, string text, string action, string tool)
    {
        var body = ApiClient.Enveloped(new { room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = new { text }, action, tool, requires_approval = true });
        var answer = (await agent.PostAsync("/api/v1/messages", body)).ShouldBeData(HttpStatusCode.Accepted);
        return answer.Data.GetProperty("receipt").GetProperty("case_id").GetString()!;
    }
}
