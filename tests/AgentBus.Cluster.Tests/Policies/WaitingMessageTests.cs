using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Policies;

public sealed class WaitingMessageTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private const string Allowed = """{"result": {"allow": true}, "decision_id": "d-1"}""";

    [Fact]
    public async Task An_engine_outside_decides()
    {
        var agent = await AgentAsync("decides", static input => Task.FromResult(
            input["action"]!.AsString == "drop" ? """{"result": {"allow": false, "deny": ["no_drops"]}, "decision_id": "d-2"}""" : Allowed));

        var receipts = await agent.SendAsync(agent.Message("a"), agent.Message("b") with { Action = "drop" }, agent.Message("c"));

        receipts.Select(static receipt => receipt.Code).ShouldBe([Code.None, Code.PolicyDenied, Code.None]);
        receipts[1].Reason.ShouldContain("opa/no_drops");
    }

    [Fact]
    public async Task A_message_that_waits_holds_back_later_ones_of_its_channel_and_no_others()
    {
        var gate = new TaskCompletionSource<string>();
        var agent = await AgentAsync("holds-back", input => input["action"]!.AsString == "slow" ? gate.Task : Task.FromResult(Allowed));

        var slow = agent.SendAsync(agent.Message("1") with { Action = "slow" }, agent.Message("2"));
        var later = agent.SendAsync(agent.Message("3"));
        var elsewhere = await agent.SendAsync(agent.Message("x", Settings.Ephemeral));

        elsewhere[0].Outcome.ShouldBe(Outcome.Delivered);
        slow.IsCompleted.ShouldBeFalse();
        later.IsCompleted.ShouldBeFalse();
        gate.SetResult(Allowed);
        (await slow).Concat(await later).Select(static receipt => receipt.Position.Sequence).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task The_first_holds_back_later_ones_also_where_it_is_refused()
    {
        var gate = new TaskCompletionSource<string>();
        var agent = await AgentAsync("refused-first", input => input["action"]!.AsString == "slow" ? gate.Task : Task.FromResult(Allowed));

        var sent = agent.SendAsync(agent.Message("1") with { Action = "slow" }, agent.Message("2"));
        gate.SetResult("""{"result": false}""");

        (await sent).Select(static receipt => receipt.Code).ShouldBe([Code.PolicyDenied, Code.None]);
    }

    [Fact]
    public async Task Without_an_answer_the_message_is_refused()
    {
        var agent = await AgentAsync("no-answer", static _ => throw new OPAConnectionError("It does not answer."));

        (await agent.SendAsync("a")).Code.ShouldBe(Code.PolicyUnavailable);
    }

    [Fact]
    public async Task Without_an_answer_people_decide_where_the_tenant_says_so()
    {
        const string path = "people";
        cluster.Silo<TestPolicyEngine>().Answer(path, static _ => throw new OPAConnectionError("It does not answer."));
        var agent = await cluster.AgentAsync(cluster.Tenant(static settings => settings with { Policies = new PolicySettings { OpaPath = path, AsksPeople = true } }), "alice");

        (await agent.SendAsync("a")).Outcome.ShouldBe(Outcome.Held);
    }

    [Fact]
    public async Task The_same_message_again_while_it_waits_is_delivered_once()
    {
        var gate = new TaskCompletionSource<string>();
        var agent = await AgentAsync("again", _ => gate.Task);
        var message = agent.Message("once", key: "key");

        var first = agent.SendAsync(message);
        var second = agent.SendAsync(message);
        gate.SetResult(Allowed);

        var receipts = (await first).AddRange(await second);
        receipts.Select(static receipt => (receipt.Outcome, receipt.Position.Sequence, receipt.Duplicate)).ShouldBe([(Outcome.Delivered, 1, false), (Outcome.Delivered, 1, true)]);
    }

    [Fact]
    public async Task What_changed_while_a_message_waited_counts()
    {
        var gate = new TaskCompletionSource<string>();
        var agent = await AgentAsync("changed", _ => gate.Task);

        var sent = agent.SendAsync("late");
        (await cluster.Operate(agent.Key.Tenant).SetStatusAsync(TenantStatus.LockedDown, "olga")).IsOk.ShouldBeTrue();
        gate.SetResult(Allowed);

        (await sent).Code.ShouldBe(Code.LockedDown);
    }

    [Fact]
    public async Task Waiting_costs_no_more_of_the_quota()
    {
        var tenant = Tenant("quota", static settings => settings with { Quota = new QuotaSettings(AgentRate: 0.001, AgentBurst: 3, TenantRate: 100, TenantBurst: 100) });
        var agent = await cluster.AgentAsync(tenant, "alice");

        (await agent.SendAsync(agent.Message("a"), agent.Message("b"), agent.Message("c"), agent.Message("d"))).Select(static receipt => receipt.Code)
            .ShouldBe([Code.None, Code.None, Code.None, Code.RateLimited]);
    }

    private async Task<TestAgent> AgentAsync(string test, Func<Rego.RegoValue, Task<string>> answer)
    {
        cluster.Silo<TestPolicyEngine>().Answer(test, answer);
        return await cluster.AgentAsync(Tenant(test, static settings => settings), "alice");
    }

    private string Tenant(string test, Func<TenantSettings, TenantSettings> change) =>
        cluster.Tenant(settings => change(settings) with { Policies = new PolicySettings { OpaPath = test } });
}
