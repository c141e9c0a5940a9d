using System.Net;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>The ledger over HTTP, for auditors of the tenant.</summary>
public sealed class AuditApiTests(SiloFixture fixture)
{
    private const string Audit = "/api/v1/audit";

    [Fact]
    public async Task A_messages_life_goes_from_its_decision_to_its_acknowledgement_or_its_death()
    {
        var (alpha, beta) = (fixture.NewAgent(), fixture.NewAgent());
        await using var inbox = await InboxReader.OpenAsync(fixture.Silo, beta);
        using var sender = ApiClient.Of(fixture.Silo, alpha);
        using var auditor = Auditor();
        var done = await AuditScene.SendAsync(sender, AuditScene.ToAgent(beta, "one"));
        await inbox.NextAsync();
        var dead = await AuditScene.SendAsync(sender, AuditScene.ToAgent(beta, "two"));
        await inbox.RejectNextAsync();

        (await LifeAsync(auditor, done, 2)).ShouldBe(["delivered", "acknowledged"]);
        (await LifeAsync(auditor, dead, 2)).ShouldBe(["delivered", "dead_lettered"]);
        (await auditor.GetAsync(Audit + "/messages/never-was")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Entries_are_found_by_agent_decision_code_and_place_page_by_page_with_their_proofs()
    {
        var alpha = fixture.NewAgent();
        using var sender = ApiClient.Of(fixture.Silo, alpha);
        using var auditor = Auditor();
        var messages = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            messages.Add(await AuditScene.SendAsync(sender, new { room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = new { text = $"{i}" } }));
        }

        var found = new List<string>();
        var query = $"{Audit}?agent={alpha}&decision=delivered&code=none&room={RunningSilo.Room}&channel={RunningSilo.Channel}&order=oldest&proofs=true&limit=2";
        for (string? cursor = null; ;)
        {
            var page = (await AuditScene.UntilAsync(auditor, query + (cursor is null ? "" : $"&cursor={cursor}"), static answer => answer.Status == HttpStatusCode.OK)).ShouldBeData();
            AuditScene.Holds(page.Data).ShouldBeTrue();
            found.AddRange(page.Data.GetProperty("entries").EnumerateArray().Select(static entry => entry.GetProperty("message_id").GetString()!));
            if (!page.Body.GetProperty("pagination").GetProperty("has_next").GetBoolean())
            {
                break;
            }

            cursor = page.Text("pagination", "next_cursor");
        }

        found.ShouldBe(messages);
        (await auditor.GetAsync($"{Audit}?agent={alpha}&limit=2")).ShouldBeData().Data.GetProperty("entries")[0].GetProperty("message_id").GetString().ShouldBe(messages[^1]);
        (await auditor.GetAsync($"{Audit}?agent={alpha}&decision=refused")).ShouldBeData().Data.GetProperty("entries").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_conversation_and_its_lineage_show_what_followed_from_what()
    {
        var (alpha, beta) = (fixture.NewAgent(), fixture.NewAgent());
        await using var inbox = await InboxReader.OpenAsync(fixture.Silo, beta);
        using var sender = ApiClient.Of(fixture.Silo, alpha);
        using var auditor = Auditor();
        var conversation = $"c-{Guid.NewGuid():N}";
        var plan = await AuditScene.SendAsync(sender, AuditScene.ToAgent(beta, "plan", conversation));
        var build = await AuditScene.SendAsync(sender, new
        {
            to_agent = beta, message_type = "notification", conversation_id = conversation, parent_id = plan, action = "build", tool = "make",
            content = new { text = "built", media = new[] { new { uri = "s3://x", sha256 = Convert.ToBase64String(new byte[32]) } } },
        });

        var thread = (await auditor.GetAsync($"{Audit}/conversations/{conversation}")).ShouldBeData().Data;
        var lineage = (await auditor.GetAsync($"{Audit}/lineage/{plan}")).ShouldBeData().Data;

        thread.GetProperty("entries").EnumerateArray().Select(static entry => entry.GetProperty("message_id").GetString()).ShouldBe([plan, build]);
        lineage.GetProperty("messages").EnumerateArray().Select(static entry => entry.GetProperty("message_id").GetString()).ShouldBe([plan, build]);
        (lineage.GetProperty("messages")[1].GetProperty("action").GetString(), lineage.GetProperty("messages")[1].GetProperty("tool").GetString()).ShouldBe(("build", "make"));
        lineage.GetProperty("artifacts")[0].GetProperty("sha256").GetString().ShouldBe(new string('0', 64));
        (await auditor.GetAsync($"{Audit}/artifacts/{new string('0', 64)}")).ShouldBeData().Data.GetProperty("entries").EnumerateArray()
            .Select(static entry => entry.GetProperty("message_id").GetString()).ShouldContain(build);
    }

    [Fact]
    public async Task The_head_proves_that_it_goes_on_from_one_that_was_seen_before()
    {
        using var sender = ApiClient.Of(fixture.Silo, fixture.NewAgent());
        using var auditor = Auditor();
        var first = await AuditScene.SendAsync(sender, Event("one"));
        await AuditScene.UntilAsync(auditor, $"/api/v1/receipts/{first}", static answer => answer.Status == HttpStatusCode.OK);
        var before = (await auditor.GetAsync(Audit + "/head")).ShouldBeData().Data;
        var second = await AuditScene.SendAsync(sender, Event("two"));
        await AuditScene.UntilAsync(auditor, $"/api/v1/receipts/{second}", static answer => answer.Status == HttpStatusCode.OK);

        var size = before.GetProperty("size").GetInt64();
        var after = (await auditor.GetAsync($"{Audit}/head?since={size}")).ShouldBeData().Data;

        Root(before, out var oldRoot).ShouldBeTrue();
        Root(after, out var newRoot).ShouldBeTrue();
        var path = after.GetProperty("consistency").EnumerateArray().Select(static hash => Model.LedgerHash.TryParse(hash.GetString(), out var value) ? value : default);
        Domain.Ledger.MerkleProofs.IsConsistent(new Model.ConsistencyProof(size, after.GetProperty("size").GetInt64(), [.. path]), oldRoot, newRoot).ShouldBeTrue();

        static bool Root(System.Text.Json.JsonElement head, out Model.LedgerHash root) => Model.LedgerHash.TryParse(head.GetProperty("root").GetString(), out root);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/entries/0")]
    [InlineData("/messages/x")]
    [InlineData("/lineage/x")]
    [InlineData("/conversations/x")]
    [InlineData("/artifacts/x")]
    [InlineData("/head")]
    public async Task Only_admins_and_auditors_look_into_the_ledger(string path)
    {
        using var agent = ApiClient.Of(fixture.Silo, fixture.NewAgent());
        using var observer = ApiClient.Of(fixture.Silo, fixture.NewAgent(), "observer");
        using var nobody = new ApiClient(fixture.Silo, null);

        (await agent.GetAsync(Audit + path)).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        (await observer.GetAsync(Audit + path)).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        (await nobody.GetAsync(Audit + path)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task An_auditor_may_do_nothing_else()
    {
        using var auditor = Auditor();

        (await auditor.PostAsync("/api/v1/messages", ApiClient.Enveloped(Event("x")))).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        (await auditor.GetAsync("/api/v1/deadletters")).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
    }

    [Fact]
    public async Task Nothing_of_a_tenant_is_found_by_an_auditor_of_another()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Tenants:rival:Environment", "dev");
        await using var inbox = await InboxReader.OpenAsync(silo, "beta");
        using var sender = ApiClient.Of(silo, "alpha");
        using var rival = new ApiClient(silo, silo.Issuer.Token("rival", "aud", ["auditor"], TimeSpan.FromHours(1)));
        var message = await AuditScene.SendAsync(sender, AuditScene.ToAgent("beta", conversation: "c-1"));

        (await rival.GetAsync($"{Audit}/messages/{message}")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await rival.GetAsync($"{Audit}/lineage/{message}")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await rival.GetAsync($"/api/v1/receipts/{message}")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await rival.GetAsync($"{Audit}/conversations/c-1")).ShouldBeData().Data.GetProperty("entries").GetArrayLength().ShouldBe(0);
        (await rival.GetAsync(Audit)).ShouldBeData().Data.GetProperty("entries").EnumerateArray()
            .ShouldAllBe(static entry => entry.GetProperty("entry").GetProperty("tenant").GetString() == "rival");
    }

    [Theory]
    [InlineData("?order=random")]
    [InlineData("?since=yesterday")]
    [InlineData("?limit=0")]
    [InlineData("?decision=maybe")]
    [InlineData("?proofs=perhaps")]
    [InlineData("?cursor=%20")]
    [InlineData("/head?since=0")]
    public async Task What_is_no_question_is_refused(string query)
    {
        using var auditor = Auditor();

        (await auditor.GetAsync(Audit + query)).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
    }

    private static object Event(string text) => new { room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = new { text } };

    private static async Task<string[]> LifeAsync(ApiClient auditor, string message, int steps) => AuditScene.Decisions(
        await AuditScene.UntilAsync(auditor, $"{Audit}/messages/{message}", answer => answer.Status == HttpStatusCode.OK && AuditScene.Decisions(answer).Length >= steps));

    private ApiClient Auditor() => ApiClient.Of(fixture.Silo, fixture.NewAgent(), "auditor");

    [Fact]
    public async Task The_constitutional_audit_is_of_the_callers_tenant_and_of_a_time_page_by_page()
    {
        var agent = fixture.NewAgent();
        using var sender = ApiClient.Of(fixture.Silo, agent);
        using var auditor = ApiClient.Of(fixture.Silo, fixture.NewAgent(), "auditor");
        var message = await AuditScene.SendAsync(sender, new { room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = new { text = "x" } });
        const string Path = "/api/v1/constitutional/audit";

        var first = (await auditor.GetAsync($"{Path}?tenant_id={RunningSilo.Tenant}&from=2026-01-01T00:00:00Z&limit=1")).ShouldBeData();
        var all = (await auditor.GetAsync($"{Path}?limit=500")).ShouldBeData();

        first.Data.GetProperty("entries").GetArrayLength().ShouldBe(1);
        first.Body.GetProperty("pagination").GetProperty("next_cursor").GetString().ShouldNotBeNullOrEmpty();
        all.Data.GetProperty("entries").EnumerateArray().Select(static entry => entry.GetProperty("message_id").GetString()).ShouldContain(message);
        (await auditor.GetAsync($"{Path}?to=2020-01-01T00:00:00Z")).ShouldBeData().Data.GetProperty("entries").GetArrayLength().ShouldBe(0);
        (await auditor.GetAsync($"{Path}?tenant_id=another")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await auditor.GetAsync($"{Path}?from=soon")).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
        (await sender.GetAsync(Path)).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
    }
}
