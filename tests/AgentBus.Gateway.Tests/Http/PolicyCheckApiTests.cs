using System.Net;
using System.Text.Json;
using AgentBus.Gateway.Tests.Commands;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>What a caller may do, over HTTP and by the command (POL-13, POL-18).</summary>
public sealed class PolicyCheckApiTests
{
    private const string Call = "/api/v1/policy/check";
    private const string Command = "op.policy.check";

    private static readonly string[] Rules =
    [
        "--AgentBus:Tenants:default-tenant:Policies:Rules:no-drops:Actions:0", "drop",
        "--AgentBus:Tenants:default-tenant:Policies:Rules:no-saws:Tools:0", "saw",
        "--AgentBus:Tenants:default-tenant:Impact:Enabled", "true",
    ];

    [Fact]
    public async Task A_tool_is_judged_as_a_message_of_the_agent_to_itself()
    {
        await using var silo = await RunningSilo.StartAsync(Rules);
        using var client = ApiClient.Of(silo, "alpha");

        var allowed = await AskAsync(client, new { tool = "hammer", action = "read" });
        allowed.GetProperty("outcome").GetString().ShouldBe("allowed");
        allowed.GetProperty("code").ValueKind.ShouldBe(JsonValueKind.Null);
        allowed.GetProperty("impact_score").GetDouble().ShouldBeInRange(0, 1);
        allowed.GetProperty("ehi_score").GetDouble().ShouldBeInRange(0, 1);

        var refused = await AskAsync(client, new { tool = "saw" });
        refused.GetProperty("outcome").GetString().ShouldBe("refused");
        refused.GetProperty("code").GetString().ShouldBe("policy_denied");
        refused.GetProperty("stage").GetString().ShouldBe("policy");
        refused.GetProperty("rules")[0].GetString()!.ShouldContain("no-saws");
        refused.GetProperty("reasons").GetArrayLength().ShouldBe(1);

        var held = await AskAsync(client, new { action = "delete", requires_approval = true });
        held.GetProperty("outcome").GetString().ShouldBe("held");
        held.GetProperty("deliberation_rule").GetString().ShouldNotBeNullOrEmpty();

        (await client.GetAsync($"/api/v1/rooms/{RunningSilo.Room}/channels/general")).ShouldBeData().Data.GetProperty("head").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task A_query_of_an_agent_is_asked_about_before_it_is_sent()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var client = ApiClient.Of(silo, "alpha");
        using var stranger = ApiClient.Of(silo, "sue", "stranger");

        (await AskAsync(client, new { to_agent = "beta", message_type = "query" })).GetProperty("outcome").GetString().ShouldBe("allowed");
        (await AskAsync(stranger, new { to_agent = "beta", message_type = "query" })).GetProperty("code").GetString().ShouldBe("permission_denied");
    }

    [Fact]
    public async Task An_operation_is_judged_by_roles()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var client = ApiClient.Of(silo, "alpha");
        using var admin = ApiClient.Of(silo, "root", "admin");
        var path = $"/api/v1/policy/operations/create_channel?room={RunningSilo.Room}&channel=new";

        (await client.GetAsync(path)).ShouldBeData().Data.GetProperty("code").GetString().ShouldBe("permission_denied");
        (await admin.GetAsync(path)).ShouldBeData().Data.GetProperty("outcome").GetString().ShouldBe("allowed");
        (await admin.GetAsync($"/api/v1/rooms/{RunningSilo.Room}/channels/new")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await client.GetAsync("/api/v1/policy/operations/fly")).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
    }

    [Fact]
    public async Task What_cannot_be_read_and_who_is_out_get_no_answer()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var client = ApiClient.Of(silo, "alpha");
        using var admin = silo.Operator();

        (await client.PostAsync(Call, ApiClient.Enveloped(new { message_type = "shout" }))).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
        (await AskAsync(client, new { room = "nowhere", channel = "x" })).GetProperty("code").GetString().ShouldBe("not_found");
        using (await admin.PostAsync("/admin/agents/default-tenant/alpha/disable", new StringContent(ApiClient.Enveloped(new { }), null, "application/json"), TestContext.Current.CancellationToken))
        {
            (await client.PostAsync(Call, ApiClient.Enveloped(new { tool = "hammer" }))).ShouldBeProblem(HttpStatusCode.Forbidden, "agent_disabled");
        }
    }

    [Fact]
    public async Task The_command_says_the_same()
    {
        await using var silo = await RunningSilo.StartAsync(Rules);
        await using var alpha = await silo.JoinAsync("alpha");
        var envelope = Convert.ToBase64String(Google.Protobuf.MessageExtensions.ToByteArray(new Protocol.V1.Envelope { Tool = "saw", Room = RunningSilo.Room, Channel = "general" }));

        var allowed = (await CommandCalls.RunAsync(alpha, Command, ("tool", "hammer"), ("payload", """{"target": {"environment": "dev"}}"""))).Reply.Data.Fields;
        (allowed["outcome"].StringValue, allowed["code"].StringValue).ShouldBe(("allowed", ""));
        allowed["impact_score"].NumberValue.ShouldBeInRange(0, 1);
        var refused = (await CommandCalls.RunAsync(alpha, Command, ("envelope", envelope))).Reply.Data.Fields;
        (refused["outcome"].StringValue, refused["code"].StringValue).ShouldBe(("refused", "policy_denied"));
        (await CommandCalls.RunAsync(alpha, Command, ("envelope", envelope), ("tool", "hammer"))).Reply.Data.Fields["outcome"].StringValue.ShouldBe("allowed");
        (await CommandCalls.RunAsync(alpha, Command, ("operation", "create_channel"), ("room", RunningSilo.Room), ("channel", "new"))).Reply.Data.Fields["code"].StringValue.ShouldBe("permission_denied");
        (await CommandCalls.RunAsync(alpha, Command, ("message_type", "query"), ("to_agent", "beta"), ("text", "How are you?"))).Reply.Data.Fields["outcome"].StringValue.ShouldBe("allowed");
        foreach (var (name, value) in new[] { ("envelope", "???"), ("envelope", "/////w=="), ("payload", "[1]"), ("payload", "{"), ("operation", "fly"), ("message_type", "shout") })
        {
            (await CommandCalls.RunAsync(alpha, Command, (name, value))).Error.Code.ShouldBe("message_invalid", $"{name} {value}");
        }
    }

    private static async Task<JsonElement> AskAsync(ApiClient client, object call) => (await client.PostAsync(Call, ApiClient.Enveloped(call))).ShouldBeData().Data;
}
