using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Policies;
using AgentBus.Model;
using AgentBus.TestKit;

namespace AgentBus.Cluster.Tests.Policies;

public sealed class PolicyBundleTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private const string Operator = "olga";

    [Fact]
    public async Task A_bundle_is_pushed_tested_put_in_force_and_taken_back()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        var policies = cluster.Policies(tenant);

        var first = (await policies.PushAsync(Denying("drop"), Operator)).Value.ShouldNotBeNull();
        (first.State, first.TestsPassed).ShouldBe((PolicyBundleState.Tested, 1));
        (await SendAsync(agent, "drop")).Outcome.ShouldBe(Outcome.Delivered);

        (await policies.ActivateAsync(first.Revision[..10], Operator)).Value.ShouldNotBeNull().Unconfirmed.ShouldBeEmpty();
        var refused = await SendAsync(agent, "drop");
        (refused.Code, refused.Reason.Contains("bundle/rule", StringComparison.Ordinal)).ShouldBe((Code.PolicyDenied, true));
        (await SendAsync(agent, "keep")).Outcome.ShouldBe(Outcome.Delivered);

        var second = (await policies.PushAsync(Denying("keep"), Operator)).Value!;
        await policies.ActivateAsync(second.Revision, Operator);
        (await SendAsync(agent, "drop")).Outcome.ShouldBe(Outcome.Delivered);
        (await SendAsync(agent, "keep")).Code.ShouldBe(Code.PolicyDenied);

        (await policies.RollbackAsync(Operator)).IsOk.ShouldBeTrue();
        (await SendAsync(agent, "drop")).Code.ShouldBe(Code.PolicyDenied);
        var status = (await policies.StatusAsync()).Value.ShouldNotBeNull();
        (status.Active, status.Previous).ShouldBe((first.Revision, ""));
        status.Bundles.Select(static bundle => (bundle.Revision, bundle.State)).ShouldBe(
            [(second.Revision, PolicyBundleState.RolledBack), (first.Revision, PolicyBundleState.Active)]);
        (await policies.RollbackAsync(Operator)).Refusal!.Code.ShouldBe(Code.NotFound);
    }

    [Fact]
    public async Task What_does_not_compile_is_refused_and_the_one_in_force_stays()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        var policies = cluster.Policies(tenant);
        var active = (await policies.PushAsync(Denying("drop"), Operator)).Value!;
        await policies.ActivateAsync(active.Revision, Operator);

        var refusal = (await policies.PushAsync(PolicyArchive.Of(("policy.rego", "package agentbus\n\nallow if {")), Operator)).Refusal.ShouldNotBeNull();

        (refusal.Code, refusal.Reason.Contains("policy.rego:3", StringComparison.Ordinal)).ShouldBe((Code.MessageInvalid, true));
        (await policies.PushAsync(new byte[100], Operator)).Refusal!.Code.ShouldBe(Code.MessageInvalid);
        (await policies.PushAsync(new byte[PolicyProblems.MaxBundleBytes + 1], Operator)).Refusal!.Code.ShouldBe(Code.LimitExceeded);
        (await policies.StatusAsync()).Value!.Active.ShouldBe(active.Revision);
        (await SendAsync(agent, "drop")).Code.ShouldBe(Code.PolicyDenied);
    }

    [Fact]
    public async Task Nothing_whose_tests_fail_or_that_has_none_serves()
    {
        var policies = cluster.Policies(cluster.Tenant());
        var failing = (await policies.PushAsync(Bundle("drop", "agentbus.decision.allow with input as {\"action\": \"drop\"}"), Operator)).Value!;
        var untested = (await policies.PushAsync(PolicyArchive.Of(("policy.rego", "package agentbus\n\ndecision := true")), Operator)).Value!;

        (failing.State, failing.TestsFailed.ShouldHaveSingleItem()).ShouldBe((PolicyBundleState.Draft, "data.agentbus_test.test_it"));
        foreach (var draft in new[] { failing, untested })
        {
            draft.State.ShouldBe(PolicyBundleState.Draft);
            (await policies.ActivateAsync(draft.Revision, Operator)).Refusal!.Code.ShouldBe(Code.PolicyDenied);
            (await policies.CanaryAsync(draft.Revision, 10, Operator)).Refusal!.Code.ShouldBe(Code.PolicyDenied);
        }

        (await policies.StatusAsync()).Value!.TenantRevision.ShouldBe(1);
    }

    [Fact]
    public async Task A_canary_decides_its_part_of_the_messages_until_it_is_taken_back()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        var policies = cluster.Policies(tenant);
        var canary = (await policies.PushAsync(Denying("drop"), Operator)).Value!;

        (await policies.CanaryAsync(canary.Revision, 101, Operator)).Refusal!.Code.ShouldBe(Code.MessageInvalid);
        (await policies.CanaryAsync(canary.Revision, 50, Operator)).IsOk.ShouldBeTrue();
        (await policies.StatusAsync()).Value!.Bundles[0].State.ShouldBe(PolicyBundleState.Canary);
        var messages = Enumerable.Range(0, 40).Select(_ => agent.Message("text") with { Action = "drop" }).ToArray();
        var receipts = await agent.SendAsync(messages);

        for (var i = 0; i < messages.Length; i++)
        {
            (receipts[i].Code == Code.PolicyDenied).ShouldBe(CanaryRules.Takes(messages[i].MessageId, canary.Revision, 50));
        }

        receipts.Select(static receipt => receipt.Code).Distinct().Count().ShouldBe(2);
        (await policies.RollbackAsync(Operator)).IsOk.ShouldBeTrue();
        (await agent.SendAsync([.. messages.Select(static message => message with { MessageId = message.MessageId + "-again" })])).ShouldAllBe(static receipt => receipt.Outcome == Outcome.Delivered);
        (await policies.StatusAsync()).Value!.Bundles[0].State.ShouldBe(PolicyBundleState.RolledBack);
    }

    [Fact]
    public async Task The_same_files_are_one_bundle_and_their_archive_comes_back()
    {
        var policies = cluster.Policies(cluster.Tenant());
        var archive = Denying("drop");
        var pushed = (await policies.PushAsync(archive, Operator)).Value!;

        (await policies.PushAsync(archive, "somebody")).Value!.PushedBy.ShouldBe(Operator);
        (await policies.StatusAsync()).Value!.Bundles.Length.ShouldBe(1);
        (await policies.GetAsync(pushed.Revision)).Value!.Archive.ToArray().ShouldBe(archive);
        (await policies.GetAsync("00000000")).Refusal!.Code.ShouldBe(Code.NotFound);
    }

    [Fact]
    public async Task At_most_16_bundles_are_kept_and_the_one_in_force_always()
    {
        var policies = cluster.Policies(cluster.Tenant());
        var first = (await policies.PushAsync(Denying("first"), Operator)).Value!;
        await policies.ActivateAsync(first.Revision, Operator);

        for (var i = 0; i < 20; i++)
        {
            await policies.PushAsync(Denying($"action-{i}"), Operator);
        }

        var bundles = (await policies.StatusAsync()).Value!.Bundles;
        bundles.Length.ShouldBe(16);
        bundles[^1].Revision.ShouldBe(first.Revision);
    }

    [Fact]
    public async Task Settings_that_are_replaced_bring_no_untested_bundle()
    {
        var tenant = cluster.Tenant();
        var settings = (await cluster.Operate(tenant).ShowAsync()).Value!;
        var smuggled = settings with { Policies = new PolicySettings { Active = new PolicyBundleText("r", "", Denying("drop")) } };

        (await cluster.Operate(tenant).ReplaceAsync(smuggled, Operator)).Refusal!.Code.ShouldBe(Code.MessageInvalid);
        (await cluster.Operate(tenant).ReplaceAsync(settings with { Policies = new PolicySettings { CollectsAll = true } }, Operator)).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task A_tenant_that_does_not_exist_has_no_policies()
    {
        var policies = cluster.Policies("nobody");

        (await policies.StatusAsync()).Refusal!.Code.ShouldBe(Code.NotFound);
        (await policies.PushAsync(Denying("drop"), Operator)).Refusal!.Code.ShouldBe(Code.NotFound);
        (await policies.ActivateAsync("00000000", Operator)).Refusal!.Code.ShouldBe(Code.NotFound);
    }

    private static async Task<Receipt> SendAsync(TestAgent agent, string action) => (await agent.SendAsync(agent.Message("text") with { Action = action }))[0];

    private static byte[] Denying(string action) => Bundle(action, $"not agentbus.decision.allow with input as {{\"action\": \"{action}\"}}");

    private static byte[] Bundle(string action, string test) => PolicyArchive.Of(
        ("policy.rego", $$"""
            package agentbus

            decision := {"allow": count(deny) == 0, "deny": deny}

            deny contains "rule" if input.action == "{{action}}"
            """),
        ("policy_test.rego", $"package agentbus_test\n\nimport data.agentbus\n\ntest_it if {{ {test} }}\n"));
}
