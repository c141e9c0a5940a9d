using System.Net;
using System.Text.Json;
using AgentBus.Domain.Ports;
using AgentBus.Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>The CASIL policy of a running tenant over HTTP (CAS-20, T-04).</summary>
public sealed class ContentPolicyApiTests
{
    private const string Own = "/api/v1/casil";
    private const string Operated = "/admin/casil/default-tenant";

    private static readonly string[] Inspecting = ["--AgentBus:Inspection:Enabled", "true"];

    [Fact]
    public async Task An_admin_changes_the_policy_and_the_next_message_is_judged_by_it()
    {
        await using var silo = await RunningSilo.StartAsync(Inspecting);
        using var admin = ApiClient.Of(silo, "root", "admin");
        var before = (await admin.GetAsync(Own)).ShouldBeData().Data;
        before.GetProperty("own").GetBoolean().ShouldBeFalse();

        var after = (await PutAsync(admin, Own, new { mode = "enforce", block_types = new[] { "EMAIL_ADDRESS" }, repeat_window_ms = 1_500 })).ShouldBeData().Data;

        after.GetProperty("own").GetBoolean().ShouldBeTrue();
        after.GetProperty("enabled").GetBoolean().ShouldBeTrue();
        after.GetProperty("revision").GetInt64().ShouldBeGreaterThan(before.GetProperty("revision").GetInt64());
        var policy = (await admin.GetAsync(Own)).ShouldBeData().Data.GetProperty("policy");
        policy.GetRawText().ShouldBe(after.GetProperty("policy").GetRawText());
        (policy.GetProperty("mode").GetString(), policy.GetProperty("repeat_window_ms").GetInt64()).ShouldBe(("enforce", 1_500));
        Rest(policy).ShouldBe(Rest(before.GetProperty("policy")));
        (await SendAsync(admin)).ShouldBeProblem(HttpStatusCode.Forbidden, "casil_policy_blocked");

        (await admin.SendAsync(HttpMethod.Delete, Own, null)).ShouldBeData().Data.GetProperty("own").GetBoolean().ShouldBeFalse();
        (await SendAsync(admin)).ShouldBeData(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task An_operator_changes_the_policy_of_any_tenant_and_the_evidence_tells_it_without_the_allowed_texts()
    {
        await using var silo = await RunningSilo.StartAsync(Inspecting);
        using var operators = silo.Operator();
        var body = ApiClient.Enveloped(new { mode = "enforce", block_types = new[] { "EMAIL_ADDRESS" }, allowed = new[] { "jane@mail.test" } });

        using var put = new HttpRequestMessage(HttpMethod.Put, Operated) { Content = new StringContent(body, null, "application/json") };
        using var changed = await operators.SendAsync(put, TestContext.Current.CancellationToken);
        (await ApiReply.OfAsync(changed)).ShouldBeData().Data.GetProperty("policy").GetProperty("allowed")[0].GetString().ShouldBe("jane@mail.test");

        var slice = await silo.Services.GetRequiredService<IEvidenceFeed>().ReadAsync(0, int.MaxValue, TestContext.Current.CancellationToken);
        var told = slice.Tenants.SelectMany(static one => one.Uptake.Rows)
            .Select(static row => System.Text.Encoding.UTF8.GetString(row.Body.Span)).Single(static row => row.Contains("EMAIL_ADDRESS", StringComparison.Ordinal));
        told.ShouldContain("\"changed\":[\"inspection\"]");
        told.ShouldNotContain("jane@mail.test");
        using var nobody = await operators.GetAsync("/admin/casil/nobody", TestContext.Current.CancellationToken);
        nobody.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"mode": "shout"}""")]
    [InlineData("""{"mode": 2}""")]
    [InlineData("""{"mode": null}""")]
    [InlineData("""{"scope_include": "science:*"}""")]
    [InlineData("""{"scope_include": [null]}""")]
    [InlineData("""{"scope_include": null}""")]
    [InlineData("""{"scope_types": null}""")]
    [InlineData("""{"max_inspect_bytes": 65537}""")]
    [InlineData("""{"max_inspect_bytes": 1e99}""")]
    [InlineData("""{"redaction_patterns": ["("]}""")]
    [InlineData("""{"block_types": ["UNICORN"]}""")]
    [InlineData("""{"repeat_window_ms": 0}""")]
    [InlineData("""{"repeat_window_ms": 9223372036854775807}""")]
    public async Task A_policy_that_is_wrong_changes_nothing(string change)
    {
        await using var silo = await RunningSilo.StartAsync(Inspecting);
        using var admin = ApiClient.Of(silo, "root", "admin");
        var before = (await admin.GetAsync(Own)).ShouldBeData().Data.GetRawText();

        (await PutAsync(admin, Own, JsonSerializer.Deserialize<JsonElement>(change))).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");

        (await admin.GetAsync(Own)).ShouldBeData().Data.GetRawText().ShouldBe(before);
    }

    [Fact]
    public async Task Only_admins_may_and_a_switch_of_the_silo_forbids_changes()
    {
        await using var silo = await RunningSilo.StartAsync([.. Inspecting, "--AgentBus:Inspection:AllowReload", "false"]);
        using var agent = ApiClient.Of(silo, "alpha");
        using var admin = ApiClient.Of(silo, "root", "admin");

        (await agent.GetAsync(Own)).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        (await PutAsync(agent, Own, new { mode = "off" })).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        (await admin.GetAsync(Own)).ShouldBeData();
        (await PutAsync(admin, Own, new { mode = "off" })).Code.ShouldBe("feature_disabled");
        (await admin.SendAsync(HttpMethod.Delete, Own, null)).Code.ShouldBe("feature_disabled");
    }

    private static Task<ApiReply> PutAsync(ApiClient client, string path, object change) => client.SendAsync(HttpMethod.Put, path, ApiClient.Enveloped(change));

    private static Task<ApiReply> SendAsync(ApiClient client) =>
        client.PostAsync("/api/v1/messages", ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "general", message_type = "event", content = "to joe@mail.test" }));

    private static string[] Rest(JsonElement policy) =>
        [.. policy.EnumerateObject().Where(static field => field.Name is not ("mode" or "block_types" or "repeat_window_ms")).Select(static field => $"{field.Name} {field.Value}")];
}
