using AgentBus.Gateway.Tests.Support;
using static AgentBus.Gateway.Tests.Commands.CommandCalls;

namespace AgentBus.Gateway.Tests.Commands;

/// <summary>The CASIL policy of a running tenant (CMD-11, CAS-20, T-04).</summary>
public sealed class CasilCommandTests
{
    private const string Get = "op.casil.get";
    private const string Reload = "op.casil.reload";

    [Fact]
    public async Task An_admin_changes_the_policy_and_the_next_message_is_judged_by_it()
    {
        await using var silo = await StartAsync();
        await using var admin = await silo.JoinAsync("root", "admin");

        (await admin.PublishAsync(Sample.Message("to jane@mail.test")))[0].Code.ShouldBeEmpty();
        var reply = (await RunAsync(admin, Reload, ("mode", "enforce"), ("max_payload_bytes", "500"))).Reply.Data;
        var refused = await admin.PublishAsync(Sample.Message(new string('x', 600)));

        reply.Fields["policy"].StructValue.Fields["mode"].StringValue.ShouldBe("enforce");
        refused[0].Code.ShouldBe("casil_oversize");
        var policy = (await RunAsync(admin, Get)).Reply.Data.Fields["policy"].StructValue.Fields;
        (policy["mode"].StringValue, policy["max_payload_bytes"].NumberValue, policy["max_inspect_bytes"].NumberValue).ShouldBe(("enforce", 500, 65_536));
    }

    [Theory]
    [InlineData("redaction_patterns", "(", "message_invalid")]
    [InlineData("max_inspect_bytes", "0", "message_invalid")]
    [InlineData("enabled", "false", "message_invalid")]
    public async Task A_policy_that_is_wrong_changes_nothing(string name, string value, string code)
    {
        await using var silo = await StartAsync();
        await using var admin = await silo.JoinAsync("root", "admin");

        (await RunAsync(admin, Reload, ("mode", "enforce"), (name, value))).Error.Code.ShouldBe(code);

        (await RunAsync(admin, Get)).Reply.Data.Fields["policy"].StructValue.Fields["mode"].StringValue.ShouldBe("monitor");
    }

    [Fact]
    public async Task Only_admins_of_the_tenant_may()
    {
        await using var silo = await StartAsync();
        await using var agent = await silo.JoinAsync("alpha");

        (await RunAsync(agent, Get)).Error.Code.ShouldBe("permission_denied");
        (await RunAsync(agent, Reload, ("mode", "off"))).Error.Code.ShouldBe("permission_denied");
    }

    [Fact]
    public async Task A_switch_of_the_silo_forbids_changes()
    {
        await using var silo = await StartAsync("--AgentBus:Inspection:AllowReload", "false");
        await using var admin = await silo.JoinAsync("root", "admin");

        (await RunAsync(admin, Reload, ("mode", "off"))).Error.Code.ShouldBe("feature_disabled");
    }

    private static Task<RunningSilo> StartAsync(params string[] settings) => RunningSilo.StartAsync(["--AgentBus:Inspection:Enabled", "true", .. settings]);
}
