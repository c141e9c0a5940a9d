using System.Text.Json.Nodes;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests.Bus;

/// <summary>Commands that go by the HTTP API: what they ask, and what they make of the answers.</summary>
public sealed class ApiCommandTests : IAsyncDisposable
{
    private static readonly string Token = MakeToken();
    private const string Refused = """{"type":"about:blank","title":"Forbidden","status":403,"detail":"You may not.","code":"permission_denied"}""";

    private readonly ScriptedApi _api = new();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public void Agents_are_listed_over_all_pages()
    {
        _api.Answer("GET /api/v1/agents?status=any&presence=online", """{"data":{"agents":[{"agent_id":"a-1","type":"agent","capabilities":["x"]}]},"pagination":{"next_cursor":"c 1"}}""")
            .Answer("GET /api/v1/agents?status=any&presence=online&cursor=c%201", """{"data":{"agents":[{"agent_id":"b-1","type":"human"}]},"pagination":{"next_cursor":null}}""");
        var table = Run("agents", "list", "--status", "any", "--presence", "online");
        table.Code.ShouldBe(0, table.Error);
        table.Output.ShouldContain("a-1");
        table.Output.ShouldContain("b-1");
        JsonNode.Parse(Run("agents", "list", "--status", "any", "--presence", "online", "-o", "json").Output)!.AsArray().Count.ShouldBe(2);
        _api.Asked.ShouldAllBe(question => question.Authorization == $"Bearer {Token}");
    }

    [Fact]
    public void One_agent_or_letter_is_shown_as_it_is()
    {
        _api.Answer("GET /api/v1/agents/robot", """{"data":{"agent_id":"robot","status":"active","reason":null}}""")
            .Answer("GET /api/v1/deadletters/17", """{"data":{"id":17,"code":"inbox_full"}}""");
        Run("agents", "show", "robot").Output.ShouldContain("active");
        ((int)JsonNode.Parse(Run("deadletters", "show", "17", "-o", "json").Output)!["id"]!).ShouldBe(17);
    }

    [Fact]
    public void Rooms_their_channels_and_their_members_are_listed()
    {
        _api.Answer("GET /api/v1/rooms", """{"data":{"rooms":["science","ops"]}}""")
            .Answer("GET /api/v1/rooms/science", """{"data":{"room":"science","channels":[{"channel":"explore","member_count":3}]}}""")
            .Answer("GET /api/v1/rooms/science/members", """{"data":{"room":"science","members":[{"agent_id":"robot","channels":["explore"]}]}}""");
        JsonNode.Parse(Run("rooms", "list", "-o", "json").Output)!.ToJsonString().ShouldBe("""[{"room":"science"},{"room":"ops"}]""");
        Run("rooms", "info", "science").Output.ShouldContain("explore");
        Run("rooms", "info", "science", "--members").Output.ShouldContain("robot");
    }

    [Fact]
    public void Steps_of_the_kill_switch_that_are_not_confirmed_are_named_and_the_exit_code_says_so()
    {
        _api.Answer(
            "POST /admin/agents/default-tenant/wild/kill",
            """{"data":{"confirmed":false,"unconfirmed":["sockets at silo-2: It did not answer in time."],"steps":[{"action":"sockets","where":"silo-2","confirmed":false,"count":0,"says":"It did not answer in time."}]}}""",
            504);

        var killed = Operate("agents", "kill", "wild", "--reason", "x");

        killed.Code.ShouldBe(1);
        killed.Output.ShouldContain("silo-2");
        killed.Error.ShouldContain("not confirmed: sockets at silo-2: It did not answer in time.");
    }

    [Fact]
    public void Nothing_to_list_is_said()
    {
        _api.Answer("GET /api/v1/deadletters", """{"data":{"letters":[]}}""");
        Run("deadletters", "list").Output.ShouldBe("no letters\n");
    }

    [Fact]
    public void Dead_letters_are_sought_by_what_is_given()
    {
        _api.Answer("GET /api/v1/deadletters?room=work&channel=jobs&sender=robot&code=inbox_full&since=2026-01-31T00%3A00%3A00.000000Z", """{"data":{"letters":[{"id":1},{"id":2},{"id":3}]}}""");
        var found = Run("deadletters", "list", "work:jobs", "--sender", "robot", "--code", "inbox_full", "--since", "2026-01-31", "--limit", "2", "-o", "json");
        JsonNode.Parse(found.Output)!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public void Letters_that_are_chosen_are_sent_again_page_by_page_and_the_sums_are_told()
    {
        _api.Answer("POST /api/v1/deadletters/replay?room=work&channel=jobs&code=inbox_full", """{"data":{"delivered":2,"held":1,"refused":0,"letters":[]},"pagination":{"next_cursor":"c 1"}}""")
            .Answer(
                "POST /api/v1/deadletters/replay?room=work&channel=jobs&code=inbox_full&cursor=c%201",
                """{"data":{"delivered":1,"held":0,"refused":1,"letters":[{"id":5,"receipt":{"outcome":"refused","code":"inbox_full","reason":"Full."}}]},"pagination":{"next_cursor":null}}""");
        var outcome = Run("deadletters", "replay", "--channel", "work:jobs", "--code", "inbox_full", "-o", "json");
        outcome.Code.ShouldBe(1);
        JsonNode.Parse(outcome.Output)!.ToJsonString().ShouldBe("""{"delivered":3,"held":1,"refused":1}""");
        outcome.Error.ShouldBe("letter 5: Full. (inbox_full)\n");
    }

    [Fact]
    public void What_was_done_before_a_page_failed_is_told()
    {
        _api.Answer("POST /api/v1/deadletters/discard", """{"data":{"discarded":100},"pagination":{"next_cursor":"c"}}""")
            .Answer("POST /api/v1/deadletters/discard?cursor=c", Refused, 403);
        var outcome = Run("deadletters", "discard", "--all", "--reason", "no use", "-o", "json");
        outcome.Code.ShouldBe(1);
        JsonNode.Parse(outcome.Output)!.ToJsonString().ShouldBe("""{"discarded":100}""");
        outcome.Error.ShouldBe("You may not. (permission_denied)\n");
        _api.Asked.ShouldAllBe(static question => JsonNode.Parse(question.Body)!["data"]!.ToJsonString(null) == """{"reason":"no use"}""");
    }

    [Fact]
    public void What_is_done_goes_in_the_standard_envelope_and_warnings_come_back()
    {
        _api.Answer("POST /api/v1/deadletters/17/replay", """{"data":{"id":17,"receipt":{"outcome":"delivered"}}}""")
            .Answer("POST /api/v1/deadletters/17/discard", """{"data":{"discarded":1}}""")
            .Answer("POST /admin/agents/acme/robot/disable", """{"data":{"revision":7},"warnings":[{"code":"unconfirmed","message":"Not every silo has it."}]}""");
        Run("deadletters", "replay", "17").Output.ShouldContain("delivered");
        Run("deadletters", "discard", "17", "--reason", "a test").Code.ShouldBe(0);
        Operate("agents", "disable", "robot", "--tenant", "acme").Error.ShouldBe("warning: Not every silo has it. (unconfirmed)\n");
        _api.Asked.ShouldAllBe(static question => JsonNode.Parse(question.Body)!["constitutional_context"]!.ToJsonString(null) == """{"hash":"cdd01ef066bc6cf2","tenant_id":"acme"}""");
        JsonNode.Parse(_api.Asked[1].Body)!["data"]!.ToJsonString().ShouldBe("""{"reason":"a test"}""");
    }

    [Fact]
    public void What_operators_do_goes_to_the_internal_listener()
    {
        _api.Answer("POST /admin/lockdown/acme", """{"data":{"revision":7}}""")
            .Answer("DELETE /admin/lockdown/acme", """{"data":{"revision":8}}""")
            .Answer("POST /admin/credentials/default-tenant/revoke?id=a%2Fb%20c", """{"data":{"revision":9}}""")
            .Answer("GET /admin/bans", """{"data":{"bans":[{"kind":"subject","name":"acme/robot"}]}}""")
            .Answer("DELETE /admin/bans?kind=subject&name=acme%2Frobot", """{"data":{"lifted":true}}""")
            .Answer("POST /admin/drain", """{"data":{"status":"draining","connections":3}}""", 202);
        Operate("tenants", "lockdown", "acme").Output.ShouldContain("7");
        Operate("tenants", "release", "acme").Output.ShouldContain("8");
        Operate("token", "revoke", "a/b c").Output.ShouldContain("9");
        Operate("bans", "list").Output.ShouldContain("acme/robot");
        Operate("bans", "lift", "subject", "acme/robot").Output.ShouldContain("true");
        Operate("drain").Output.ShouldContain("draining");
        _api.Asked.ShouldAllBe(question => question.Authorization == $"Bearer {Token}");
    }

    [Fact]
    public void A_refusal_is_told_with_its_code()
    {
        _api.Answer("GET /api/v1/deadletters/17", Refused, 403);
        var outcome = Run("deadletters", "show", "17");
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldBe("You may not. (permission_denied)\n");
    }

    [Theory]
    [InlineData(200, "<html>")]
    [InlineData(200, "[]")]
    [InlineData(200, "")]
    [InlineData(404, "")]
    [InlineData(502, "<html>")]
    [InlineData(302, "")]
    public void An_answer_that_no_bus_gives_is_told_as_that(int status, string body)
    {
        _api.Answer("GET /api/v1/agents/robot", body, status);
        var outcome = Run("agents", "show", "robot");
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("api/v1/agents/robot");
    }

    [Fact]
    public void A_server_that_is_no_bus_has_no_status_and_no_version()
    {
        _api.Answer("GET /health", "<html>").Answer("GET /ready", "<html>");
        Run("status").Code.ShouldBe(1);
        Run("version").Code.ShouldBe(1);
    }

    [Fact]
    public void A_bus_that_takes_no_work_is_exit_code_1()
    {
        _api.Answer("GET /health", """{"status":"draining"}""").Answer("GET /ready", """{"status":"draining"}""", 503);
        var outcome = Run("status");
        outcome.Code.ShouldBe(1);
        outcome.Output.ShouldContain("draining");
    }

    private static string MakeToken()
    {
        using var issuer = new TokenIssuer("i", "a");
        return issuer.Token("acme", "alice", ["agent"], TimeSpan.FromHours(1));
    }

    private CommandOutcome Operate(params string[] args) => Cli.Run([.. args, "--admin-url", _api.Url, "--token", Token]);

    private CommandOutcome Run(params string[] args) => Cli.Run([.. args, "--url", _api.Url, .. (args[0] is "version" ? (string[])[] : ["--token", Token])]);
}
