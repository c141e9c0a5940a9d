using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Policies;

/// <summary>Policies of the composed silo: what it declares, and a server outside.</summary>
public sealed class PoliciesOfASiloTests
{
    private const string Policies = $"--AgentBus:Tenants:{RunningSilo.Tenant}:Policies";

    [Fact(Timeout = 60_000)]
    public async Task Declared_rules_and_a_server_outside_decide_and_without_it_nothing_passes()
    {
        await using var opa = await ScriptedOpa.StartAsync();
        opa.Answer = static body => Task.FromResult((200, body.Contains("\"action\":\"drop\"", StringComparison.Ordinal) ? """{"result": {"allow": false, "deny": ["no_drops"]}}""" : """{"result": true}"""));
        await using var silo = await RunningSilo.StartAsync(
            $"{Policies}:OpaPath", "acme/decision", $"{Policies}:Rules:no_rm:Tools:0", "rm*", "--AgentBus:Opa:Url", opa.Url, "--AgentBus:Opa:Timeout", "00:00:10");
        await using var alice = await silo.JoinAsync("alice");

        (await alice.PublishAsync(Sample.Message())).ShouldHaveSingleItem().Code.ShouldBeOneOf("", "none");
        (await alice.PublishAsync(Acting("drop"))).ShouldHaveSingleItem().Code.ShouldBe("policy_denied");
        var tool = Sample.Message();
        tool.Tool = "rm -rf";
        var asked = opa.Asked.Count;
        (await alice.PublishAsync(tool)).ShouldHaveSingleItem().Code.ShouldBe("policy_denied");
        opa.Asked.Count.ShouldBe(asked);

        opa.Answer = static _ => Task.FromResult((500, """{"code": "internal_error"}"""));
        (await alice.PublishAsync(Sample.Message())).ShouldHaveSingleItem().Code.ShouldBe("policy_unavailable");
    }

    private static Protocol.V1.Envelope Acting(string action)
    {
        var message = Sample.Message();
        message.Action = action;
        return message;
    }
}
