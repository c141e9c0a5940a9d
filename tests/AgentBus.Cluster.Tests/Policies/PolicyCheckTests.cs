using AgentBus.Cluster.Tests.Ledger;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;
using Outcome = AgentBus.Model.Outcome;

namespace AgentBus.Cluster.Tests.Policies;

/// <summary>What an agent may do, asked of its grain (POL-13, POL-18).</summary>
public sealed class PolicyCheckTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private static readonly QuotaSettings Three = new(AgentRate: 0.001, AgentBurst: 3, TenantRate: 100, TenantBurst: 100);

    private static readonly Gen<Func<TestAgent, Envelope>> Messages =
        from action in Gen.Elements("", "read", "drop", "delete")
        from channel in Gen.Elements(Settings.Channel, Settings.Ephemeral, "made-by-use")
        from receiver in Gen.Elements("", "", "bob", "nobody")
        from type in Gen.Elements(MessageType.Event, MessageType.Command, MessageType.Query)
        from approval in Gen.Elements(false, false, true)
        from classification in Gen.Elements(Classification.Public, Classification.Secret)
        from room in Gen.Elements(Settings.Room, Settings.Room, Settings.Room, "elsewhere")
        from hash in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Constant("0000000000000000")))
        select new Func<TestAgent, Envelope>(agent => Make(agent, receiver, channel) with
        {
            Room = receiver.Length > 0 ? "" : room,
            Action = action,
            Type = type,
            RequiresApproval = approval,
            Classification = classification,
            ConstitutionalHash = hash.Length > 0 ? hash : AgentBus.Domain.Admission.Constitution.Hash,
        });

    [Fact]
    public async Task Generated_messages_get_the_verdict_that_they_were_promised()
    {
        var tenant = cluster.Tenant(static settings => settings with
        {
            Policies = new PolicySettings { Rules = [new DeclaredRule { Name = "no-drops", Actions = ["drop"] }] },
            Impact = new ImpactSettings(),
        });
        var bob = await cluster.AgentAsync(tenant, "bob");
        await bob.RegisterAsync();
        var agent = await cluster.AgentAsync(tenant, "alice");
        var seen = new HashSet<Code>();
        foreach (var make in Messages.Sample(200, 20))
        {
            var message = make(agent);
            var promised = await CheckAsync(agent, message);
            var receipt = (await agent.SendAsync(message))[0];

            // Whether a receiver is registered only its inbox knows.
            if (receipt.Code != Code.AgentNotRegistered)
            {
                (promised.Outcome, promised.Code).ShouldBe((receipt.Outcome, receipt.Code), receipt.Reason);
            }

            seen.Add(receipt.Code);
        }

        seen.ShouldContain(Code.None);
        seen.ShouldContain(Code.PolicyDenied);
        seen.ShouldContain(Code.NotFound);
        seen.ShouldContain(Code.ConstitutionalHashMismatch);
        seen.Count.ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task Nothing_is_sent_stored_counted_or_put_into_evidence()
    {
        var tenant = cluster.Tenant(static settings => settings with { Quota = Three });
        var agent = await cluster.AgentAsync(tenant, "alice");
        var before = await EvidenceAsync(tenant);

        for (var i = 0; i < 2; i++)
        {
            (await CheckAsync(agent, agent.Message("a", key: "key"))).ShouldSatisfyAllConditions(
                static check => check.Outcome.ShouldBe(Outcome.Delivered), static check => check.IsDuplicate.ShouldBeFalse());
        }

        (await agent.Grain.SendAsync(TestAgent.Request(agent.Token))).IsOk.ShouldBeTrue();
        (await EvidenceAsync(tenant)).ShouldBe(before);
        (await cluster.Operate(tenant).CountsAsync()).Value!.Admitted.ShouldBe(0);
        (await agent.SendAsync(agent.Message("a", key: "key"), agent.Message("b"), agent.Message("c"), agent.Message("d"))).Select(static receipt => (receipt.Code, receipt.Position.Sequence))
            .ShouldBe([(Code.None, 1), (Code.None, 2), (Code.None, 3), (Code.RateLimited, 0)]);
        (await CheckAsync(agent, agent.Message("d"))).Code.ShouldBe(Code.RateLimited);
    }

    [Fact]
    public async Task There_are_as_many_checks_as_messages()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(static settings => settings with { Quota = Three }), "alice");
        for (var i = 0; i < 3; i++)
        {
            await CheckAsync(agent, agent.Message("a"));
        }

        var over = (await Checks(agent).CheckAsync(TestAgent.Request(agent.Token, agent.Message("a")))).Refusal!;
        (await Checks(agent).CheckOperationAsync(new OperationCheckRequest(agent.Token, "history", new ChannelName(Settings.Room, Settings.Channel)))).Refusal!.Code.ShouldBe(Code.RateLimited);

        over.Code.ShouldBe(Code.RateLimited);
        over.RetryAfter.ShouldBeGreaterThan(TimeSpan.Zero);
        (await agent.SendAsync("a")).Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task A_lockdown_refuses_and_a_disabled_agent_is_out()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        await cluster.Operate(tenant).SetStatusAsync(TenantStatus.LockedDown, "olga");
        (await CheckAsync(agent, agent.Message("a"))).ShouldSatisfyAllConditions(
            static check => check.Outcome.ShouldBe(Outcome.Refused), static check => check.Code.ShouldBe(Code.LockedDown));
        await cluster.Operate(tenant).SetStatusAsync(TenantStatus.Active, "olga");
        (await CheckAsync(agent, agent.Message("a"))).Outcome.ShouldBe(Outcome.Delivered);

        await cluster.Operate(tenant).SetAgentAsync("alice", disabled: true, "olga");

        (await Checks(agent).CheckAsync(TestAgent.Request(agent.Token, agent.Message("a")))).Refusal!.Code.ShouldBe(Code.SessionExpired);
        (await agent.Grain.OpenSessionAsync(agent.Request(), null)).Refusal!.Code.ShouldBe(Code.AgentDisabled);
    }

    [Theory]
    [InlineData("check-allows", """{"result": true}""", Code.None)]
    [InlineData("check-denies", """{"result": {"allow": false, "deny": ["no_drops"]}}""", Code.PolicyDenied)]
    [InlineData("check-undefined", "{}", Code.PolicyUnavailable)]
    [InlineData("check-malformed", "<html>", Code.PolicyUnavailable)]
    [InlineData("check-unreachable", "", Code.PolicyUnavailable)]
    public async Task An_engine_outside_is_asked_as_for_a_message(string path, string body, Code code)
    {
        cluster.Silo<TestPolicyEngine>().Answer(path, _ => body.Length > 0 ? Task.FromResult(body) : throw new OPAConnectionError("It does not answer."));
        var agent = await cluster.AgentAsync(cluster.Tenant(settings => settings with { Policies = new PolicySettings { OpaPath = path }, Quota = Three }), "alice");

        var check = await CheckAsync(agent, agent.Message("a"));

        check.Code.ShouldBe(code, string.Join(' ', check.Reasons));
        cluster.Silo<TestPolicyEngine>().Asked(path).ShouldBe(1);
        (await agent.SendAsync("b")).Code.ShouldBe(code);
    }

    [Fact]
    public async Task An_engine_that_cannot_be_reached_leaves_the_rules_alone_where_the_tenant_says_so()
    {
        const string path = "check-fallback";
        cluster.Silo<TestPolicyEngine>().Answer(path, static _ => throw new OPAConnectionError("It does not answer."));
        var agent = await cluster.AgentAsync(cluster.Tenant(static settings => settings with
        {
            Policies = new PolicySettings { OpaPath = path, FallsBackToRules = true, Rules = [new DeclaredRule { Name = "no-drops", Actions = ["drop"] }] },
        }), "alice");

        (await CheckAsync(agent, agent.Message("a"))).Outcome.ShouldBe(Outcome.Delivered);
        (await CheckAsync(agent, agent.Message("a") with { Action = "drop" })).Rules.ShouldHaveSingleItem().ShouldContain("no-drops");
    }

    [Fact]
    public async Task Of_several_receivers_those_are_named_who_would_not_get_it()
    {
        var tenant = cluster.Tenant(static settings => settings with { RefuseDisabledReceivers = true, DisabledAgents = ["mallory"] });
        var agent = await cluster.AgentAsync(tenant, "alice");
        await (await cluster.AgentAsync(tenant, "bob")).RegisterAsync();

        var several = await CheckAsync(agent, agent.ToAll("hello", "bob", "mallory"));
        var one = await CheckAsync(agent, agent.To("mallory", "hello"));

        several.Outcome.ShouldBe(Outcome.Delivered);
        several.Missed.ShouldHaveSingleItem().ShouldSatisfyAllConditions(static missed => missed.Agent.ShouldBe("mallory"), static missed => missed.Code.ShouldBe(Code.AgentDisabled));
        (one.Outcome, one.Code).ShouldBe((Outcome.Refused, Code.AgentDisabled));
    }

    [Fact]
    public async Task A_check_is_of_one_message_of_an_open_session()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");

        (await Checks(agent).CheckAsync(TestAgent.Request(agent.Token, agent.Message("a"), agent.Message("b")))).Refusal!.Code.ShouldBe(Code.MessageInvalid);
        (await Checks(agent).CheckAsync(new SendRequest(agent.Token, default))).Refusal!.Code.ShouldBe(Code.MessageInvalid);
        (await Checks(agent).CheckAsync(TestAgent.Request(new SessionToken("x", "y"), agent.Message("a")))).Refusal!.Code.ShouldBe(Code.SessionExpired);
    }

    [Fact]
    public async Task What_may_be_operated_on_follows_from_roles()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        var channel = new ChannelName(Settings.Room, Settings.Channel);

        (await OperationAsync(agent, "history", channel)).Outcome.ShouldBe(Outcome.Delivered);
        (await OperationAsync(agent, "create_channel", channel)).Code.ShouldBe(Code.PermissionDenied);
        (await OperationAsync(agent, "history", new ChannelName("nowhere", "x"))).Code.ShouldBe(Code.NotFound);
    }

    private static Envelope Make(TestAgent agent, string receiver, string channel) =>
        receiver.Length > 0 ? agent.To(receiver, "hello") : agent.Message("hello", channel);

    private IAgentChecks Checks(TestAgent agent) => cluster.Outside.GetGrain<IAgentChecks>(agent.Key.GrainKey);

    private async Task<PolicyCheck> CheckAsync(TestAgent agent, Envelope message)
    {
        var checkedCall = await Checks(agent).CheckAsync(TestAgent.Request(agent.Token, message));
        checkedCall.Refusal.ShouldBeNull();
        return checkedCall.Value!;
    }

    private async Task<PolicyCheck> OperationAsync(TestAgent agent, string operation, ChannelName channel) =>
        (await Checks(agent).CheckOperationAsync(new OperationCheckRequest(agent.Token, operation, channel))).Value.ShouldNotBeNull();

    private async Task<int> EvidenceAsync(string tenant) => (await LedgerWalk.EvidenceAsync(cluster.Silo<IEvidenceFeed>(), tenant)).Count;
}
