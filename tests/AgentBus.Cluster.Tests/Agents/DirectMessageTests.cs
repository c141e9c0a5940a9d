using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Agents;

public sealed class DirectMessageTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task A_message_to_a_group_reaches_each_member_once_and_says_so()
    {
        var tenant = cluster.Tenant(static settings => settings with
        {
            Groups = [new GroupSettings("crew", ["bob", "alice"], ["leads"]), new GroupSettings("leads", ["eve", "bob"], ["crew"])],
        });
        var (alice, bob, eve) = (await cluster.AgentAsync(tenant, "alice"), await RegisteredAsync(tenant, "bob"), await RegisteredAsync(tenant, "eve"));
        var (atBob, atEve) = (await TakeAsync(bob), await TakeAsync(eve));

        var receipt = (await alice.SendAsync(alice.ToAll("hello", "group/crew", "bob")))[0];

        (receipt.Outcome, receipt.Room, receipt.Position).ShouldBe((Outcome.Delivered, "", default), receipt.Reason);
        receipt.Recipients.Select(static one => (one.Agent, one.Outcome, one.Position.Sequence)).ShouldBe([("bob", Outcome.Delivered, 1), ("eve", Outcome.Delivered, 1)]);
        await Eventually.HoldsAsync("both have it", () => atBob.Received.Count == 1 && atEve.Received.Count == 1);
        atBob.Texts.ShouldBe(["hello"]);
    }

    [Fact]
    public async Task A_retry_goes_to_those_that_are_missing_and_to_nobody_twice()
    {
        var tenant = cluster.Tenant();
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await RegisteredAsync(tenant, "bob"));
        var message = alice.ToAll("hello", "bob", "late") with { IdempotencyKey = "k-1" };

        var first = (await alice.SendAsync(message))[0];

        (first.Outcome, first.Code).ShouldBe((Outcome.Refused, Code.AgentNotRegistered));
        first.Recipients.Select(static one => (one.Agent, one.Outcome)).ShouldBe([("bob", Outcome.Delivered), ("late", Outcome.Refused)]);

        var late = await RegisteredAsync(tenant, "late");
        var second = (await alice.SendAsync(message))[0];
        var third = (await alice.SendAsync(message))[0];

        (second.Outcome, second.Duplicate).ShouldBe((Outcome.Delivered, false), second.Reason);
        second.Recipients.Select(static one => one.Duplicate).ShouldBe([true, false]);
        (third.Outcome, third.Duplicate).ShouldBe((Outcome.Delivered, true));
        third.Recipients.Select(static one => one.Position).ShouldBe(second.Recipients.Select(static one => one.Position));
        (await PendingAsync(bob), await PendingAsync(late)).ShouldBe((1, 1));
        (await alice.SendAsync(message with { Encoded = "another"u8.ToArray() }))[0].Code.ShouldBe(Code.IdempotencyConflict);
    }

    [Fact]
    public async Task The_same_message_twice_in_one_batch_is_delivered_once()
    {
        var tenant = cluster.Tenant();
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await RegisteredAsync(tenant, "bob"));
        var message = alice.ToAll("hello", "bob", "alice");
        await alice.RegisterAsync();

        var receipts = await alice.SendAsync(message, message);

        receipts.ShouldAllBe(static receipt => receipt.Outcome == Outcome.Delivered);
        receipts[1].Recipients.ShouldAllBe(static one => one.Duplicate);
        (await PendingAsync(bob), await PendingAsync(alice)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task An_agent_that_nobody_registered_has_no_inbox()
    {
        var alice = await cluster.AgentAsync(cluster.Tenant(), "alice");

        var receipt = (await alice.SendAsync(alice.To("nobody", "hello")))[0];

        (receipt.Outcome, receipt.Code, receipt.Agent).ShouldBe((Outcome.Refused, Code.AgentNotRegistered, "nobody"));
    }

    [Fact]
    public async Task The_channel_pm_reaches_members_of_its_room_only()
    {
        var tenant = cluster.Tenant();
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await RegisteredAsync(tenant, "bob"));
        var message = alice.Message("psst", "pm") with { Recipients = [new(EntityType.Agent, "bob")] };

        (await alice.SendAsync(message))[0].Code.ShouldBe(Code.PermissionDenied);

        (await bob.SubscribeAsync()).Refusal.ShouldBeNull();
        await Eventually.HoldsAsync("it is known that he is a member", async () => (await alice.SendAsync(message))[0].Outcome == Outcome.Delivered);
        (await PendingAsync(bob)).ShouldBe(1);
        (await alice.SubscribeAsync("pm")).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.PermissionDenied);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_to_a_disabled_agent_waits_unless_the_tenant_wants_it_refused(bool refuse)
    {
        var tenant = cluster.Tenant(settings => settings with { RefuseDisabledReceivers = refuse });
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await RegisteredAsync(tenant, "bob"));
        (await cluster.Operate(tenant).SetAgentAsync("bob", disabled: true, "root")).IsOk.ShouldBeTrue();

        var receipt = (await alice.SendAsync(alice.To("bob", "later")))[0];

        (receipt.Outcome, receipt.Code, receipt.Agent).ShouldBe(refuse ? (Outcome.Refused, Code.AgentDisabled, "bob") : (Outcome.Delivered, Code.None, "bob"));
        (await cluster.Operate(tenant).SetAgentAsync("bob", disabled: false, "root")).IsOk.ShouldBeTrue();
        await bob.OpenAsync();
        (await PendingAsync(bob)).ShouldBe(refuse ? 0 : 1);
    }

    [Fact]
    public async Task What_a_rule_holds_is_answered_at_once_with_its_case_and_a_retry_with_the_same()
    {
        var tenant = cluster.Tenant();
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await RegisteredAsync(tenant, "bob"));
        var message = alice.To("bob", "now", MessageType.TaskRequest) with { Action = HoldingStage.Action };

        var sent = await alice.Grain.SendAsync(TestAgent.Request(alice.Token, message, alice.Message("goes on")) with { AwaitReply = TimeSpan.FromMinutes(1) });
        var again = (await alice.SendAsync(message))[0];

        var receipts = sent.Value.ShouldNotBeNull().Receipts;
        (receipts[0].Outcome, receipts[0].Code, receipts[0].Stage).ShouldBe((Outcome.Held, Code.Held, "policy"));
        receipts[0].CaseId.ShouldNotBeEmpty();
        receipts[1].Outcome.ShouldBe(Outcome.Delivered);
        again.CaseId.ShouldBe(receipts[0].CaseId);
        (await PendingAsync(bob)).ShouldBe(0);
    }

    [Fact]
    public async Task A_heartbeat_to_nobody_is_answered_and_stored_nowhere()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        var home = alice.Message("") with { Room = "", Channel = "", Type = MessageType.Heartbeat };

        var receipt = (await alice.SendAsync(home))[0];

        (receipt.Outcome, receipt.Position, receipt.Room).ShouldBe((Outcome.Delivered, default, ""));
        (await alice.ReadAsync()).Value.ShouldNotBeNull().Head.ShouldBe(0);
    }

    [Fact]
    public async Task A_side_session_gets_the_reply_that_it_awaits_and_everything_else_goes_to_the_socket()
    {
        var tenant = cluster.Tenant();
        var (alice, bob, eve) = (await RegisteredAsync(tenant, "alice"), await RegisteredAsync(tenant, "bob"), await RegisteredAsync(tenant, "eve"));
        var side = new TestAgent(cluster.Outside, tenant, "alice");
        await side.OpenAsync(SessionKind.Side);
        var (atSocket, atSide, atBob) = (await TakeAsync(alice), await TakeAsync(side), await TakeAsync(bob));
        var request = side.To("bob", "add", MessageType.TaskRequest) with { MessageId = "request-1" };

        var sent = await side.Grain.SendAsync(TestAgent.Request(side.Token, request) with { AwaitReply = TimeSpan.FromMinutes(1) });
        sent.Value.ShouldNotBeNull().Receipts[0].Outcome.ShouldBe(Outcome.Delivered);
        await Eventually.HoldsAsync("the request is there", () => atBob.Received.Count == 1);
        await eve.SendAsync(eve.To("alice", "forged", MessageType.TaskResponse, "request-1"));
        await bob.SendAsync(bob.To("alice", "progress", MessageType.Event, "request-1"));
        await bob.SendAsync(bob.To("alice", "sum", MessageType.TaskResponse, "request-1"));
        await bob.SendAsync(bob.To("alice", "sum again", MessageType.TaskResponse, "request-1"));

        await Eventually.HoldsAsync("all have come", () => atSide.Received.Count == 1 && atSocket.Received.Count == 3);
        atSide.Texts.ShouldBe(["sum"]);
        atSocket.Texts.ShouldBe(["forged", "progress", "sum again"]);
    }

    [Fact]
    public async Task A_reply_to_a_session_that_is_gone_is_an_ordinary_message()
    {
        var tenant = cluster.Tenant();
        var (alice, bob) = (await RegisteredAsync(tenant, "alice"), await RegisteredAsync(tenant, "bob"));
        var side = new TestAgent(cluster.Outside, tenant, "alice");
        await side.OpenAsync(SessionKind.Side);
        await TakeAsync(side);
        var atSocket = await TakeAsync(alice);
        await side.Grain.SendAsync(TestAgent.Request(side.Token, side.To("bob", "ask", MessageType.Query) with { MessageId = "q" }) with { AwaitReply = TimeSpan.FromMinutes(1) });

        await side.Grain.CloseSessionAsync(side.Token);
        await bob.SendAsync(bob.To("alice", "late", MessageType.Response, "q"));

        await Eventually.HoldsAsync("the socket gets it", () => atSocket.Received.Count == 1);
    }

    [Fact]
    public async Task The_newest_socket_takes_over_what_the_older_one_did_not_acknowledge()
    {
        var tenant = cluster.Tenant();
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await RegisteredAsync(tenant, "bob"));
        var before = await TakeAsync(bob);
        await alice.SendAsync(alice.To("bob", "1"), alice.To("bob", "2"));
        await Eventually.HoldsAsync("the first has both", () => before.Received.Count == 2);
        await bob.SettleAsync(before.Received.Take(1));

        await bob.OpenAsync();
        var after = await TakeAsync(bob);
        await alice.SendAsync(alice.To("bob", "3"));

        await Eventually.HoldsAsync("the second has the rest", () => after.Received.Count == 2);
        after.Texts.ShouldBe(["2", "3"], ignoreOrder: true);
        before.Received.Count.ShouldBe(2);
    }

    private async Task<TestAgent> RegisteredAsync(string tenant, string name)
    {
        var agent = await cluster.AgentAsync(tenant, name);
        await agent.RegisterAsync();
        return agent;
    }

    private static async Task<TestConsumer> TakeAsync(TestAgent agent)
    {
        var consumer = new TestConsumer();
        (await agent.AttachAsync(consumer, window: 100)).Refusal.ShouldBeNull();
        return consumer;
    }

    private static async Task<int> PendingAsync(TestAgent agent) => (await agent.AttachAsync(new TestConsumer())).Value.ShouldNotBeNull().Pending;
}
