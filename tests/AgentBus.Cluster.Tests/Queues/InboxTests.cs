using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Queues;

public sealed class InboxTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task An_agent_that_is_not_registered_has_no_inbox_until_it_is()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        var sender = new AgentKey(tenant, "bob");
        (await agent.Admin.UnregisterAsync(agent.Token)).ShouldBeNull();

        (await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "early"))).Refusal!.Code.ShouldBe(Code.AgentNotRegistered);
        (await agent.AttachAsync(new TestConsumer())).Refusal!.Code.ShouldBe(Code.AgentNotRegistered);
        await agent.RegisterAsync();
        await Eventually.HoldsAsync("it is posted", async () => (await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "late"))).Refusal is null);

        var consumer = new TestConsumer();
        (await agent.AttachAsync(consumer)).Value!.Head.ShouldBe(1, "what was refused has no place");
        await Eventually.HoldsAsync("it is handed out", () => consumer.Texts.SequenceEqual(["late"]));
    }

    [Fact]
    public async Task Priority_counts_for_a_new_holder_too()
    {
        var (agent, sender) = await RegisteredAsync();
        await cluster.PostAsync(
            agent.Key,
            sender,
            Letters.Of(sender, "low", Priority.Low),
            Letters.Of(sender, "medium"),
            Letters.Of(sender, "critical", Priority.Critical),
            Letters.Of(sender, "high", Priority.High),
            Letters.Of(sender, "medium too"));
        await CloseAsync(agent.Key);

        var consumer = await AttachedAsync(agent);

        await Eventually.HoldsAsync("all are handed out", () => consumer.Received.Count == 5);
        consumer.Texts.ShouldBe(["critical", "high", "medium", "medium too", "low"]);
    }

    [Fact]
    public async Task A_message_that_expired_in_the_inbox_is_a_dead_letter_and_told_of()
    {
        var (agent, sender) = await RegisteredAsync();
        var events = await cluster.ListenAsync(new ChannelKey(agent.Key.Tenant, Domain.Events.SystemRoom.Name, Domain.Events.SystemRoom.DeadLetters));
        var soon = TimeProvider.System.GetUtcNow();
        await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "stale", expiresAt: soon), Letters.Of(sender, "fresh", expiresAt: soon.AddHours(1)));

        var consumer = await AttachedAsync(agent);

        await Eventually.HoldsAsync("the fresh one comes", () => consumer.Texts.SequenceEqual(["fresh"]));
        await Eventually.HoldsAsync("the other is dead", async () => (await cluster.DeadAsync(agent.Key.Tenant)) is [{ Code: Code.MessageExpired, Attempts: 0 }]);
        await Eventually.HoldsAsync("an event says so", () => events.Messages.Count == 1);
    }

    [Fact]
    public async Task A_full_inbox_refuses_and_takes_more_when_some_is_settled()
    {
        var (agent, sender) = await RegisteredAsync();
        (await cluster.PostAsync(agent.Key, sender, [.. Enumerable.Range(1, 1_000).Select(i => Letters.Of(sender, $"{i}"))])).Refusal.ShouldBeNull();
        (await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "too many"))).Refusal!.Code.ShouldBe(Code.InboxFull);
        var consumer = await AttachedAsync(agent, window: 10);
        await Eventually.HoldsAsync("a window is handed out", () => consumer.Received.Count == 10);

        (await agent.SettleAsync(consumer.Received.Take(1))).ShouldBeNull();

        (await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "fits"), Letters.Of(sender, "does not"))).Refusal!.Code.ShouldBe(Code.InboxFull);
        (await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "fits"))).Refusal.ShouldBeNull();
        (await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "too many"))).Refusal!.Code.ShouldBe(Code.InboxFull);
    }

    [Fact]
    public async Task Everything_of_a_long_inbox_comes_in_order_though_memory_holds_a_part()
    {
        var (agent, sender) = await RegisteredAsync();
        await cluster.PostAsync(agent.Key, sender, [.. Enumerable.Range(1, 400).Select(i => Letters.Of(sender, $"{i}"))]);
        var consumer = new TestConsumer();
        await agent.AttachAsync(consumer, window: 7);

        for (var settled = 0; settled < 400;)
        {
            await Eventually.HoldsAsync("more comes", () => consumer.Received.Count > settled);
            var next = consumer.Received.Skip(settled).ToArray();
            settled += next.Length;
            (await agent.SettleAsync(next)).ShouldBeNull();
        }

        consumer.Texts.ShouldBe(Enumerable.Range(1, 400).Select(i => $"{i}"));
        (await Queue(agent.Key).DescribeAsync()).Pending.ShouldBe(0);
    }

    [Fact]
    public async Task A_consumer_that_fails_is_gone_and_comes_back_when_it_attaches_again()
    {
        var (agent, sender) = await RegisteredAsync();
        var consumer = await AttachedAsync(agent);
        consumer.Fails = true;
        await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "hello"));
        await Eventually.HoldsAsync("it is gone", async () => (await Queue(agent.Key).DescribeAsync()) is { Consumers: 0, Pending: 1, InFlight: 0 });

        consumer.Fails = false;
        await agent.AttachAsync(consumer);

        await Eventually.HoldsAsync("it is handed out again", () => consumer.Received.Count == 1);
        consumer.Received.Single().Message.Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_full_store_did_not_take_can_be_settled_again_and_is_not_lost()
    {
        var (agent, sender) = await RegisteredAsync();
        var consumer = await AttachedAsync(agent);
        await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "1"), Letters.Of(sender, "2"));
        await Eventually.HoldsAsync("both are handed out", () => consumer.Received.Count == 2);
        cluster.Queues.Fail(ChannelKey.Inbox(agent.Key), true);
        var received = consumer.Received.ToArray();

        (await agent.SettleAsync(received[..1])).ShouldNotBeNull().Code.ShouldBe(Code.StorageUnavailable);
        (await agent.SettleAsync(received[1..], SettlementKind.Reject)).ShouldNotBeNull().Code.ShouldBe(Code.StorageUnavailable);
        (await Queue(agent.Key).DescribeAsync()).Pending.ShouldBe(2);
        cluster.Queues.Fail(ChannelKey.Inbox(agent.Key), false);

        await Eventually.HoldsAsync("both are settled", async () =>
        {
            (await agent.SettleAsync(consumer.Received)).ShouldBeNull();
            return (await Queue(agent.Key).DescribeAsync()).Pending == 0;
        });
        (await cluster.DeadAsync(agent.Key.Tenant)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Attempts_that_a_full_store_does_not_take_do_not_keep_it_busy()
    {
        var (agent, sender) = await RegisteredAsync();
        var inbox = ChannelKey.Inbox(agent.Key);
        var consumer = await AttachedAsync(agent);
        await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "again"));
        await Eventually.HoldsAsync("it is handed out", () => consumer.Received.Count == 1);
        cluster.Queues.Fail(inbox, true);

        await agent.SettleAsync(consumer.Received, SettlementKind.Retry);
        await Eventually.HoldsAsync("it is handed out again", () => consumer.Received.Count == 2);

        cluster.Queues.Changes.Count(change => change.Queue == inbox).ShouldBe(1);
        cluster.Queues.Fail(inbox, false);
        (await agent.SettleAsync(consumer.Received.Take(1))).ShouldBeNull();
        (await Queue(agent.Key).DescribeAsync()).Pending.ShouldBe(0);
    }

    [Fact]
    public async Task Acknowledgements_that_come_together_are_one_row_of_evidence()
    {
        var (agent, sender) = await RegisteredAsync();
        var consumer = await AttachedAsync(agent);
        await cluster.PostAsync(agent.Key, sender, [.. Enumerable.Range(1, 20).Select(i => Letters.Of(sender, $"{i}"))]);
        await Eventually.HoldsAsync("all are handed out", () => consumer.Received.Count == 20);

        await agent.SettleAsync(consumer.Received.Where(static received => received.Message.Message.Sequence is not 7));

        var change = cluster.Queues.Changes.Where(change => change.Queue == ChannelKey.Inbox(agent.Key)).ShouldHaveSingleItem();
        var row = change.Evidence.ShouldHaveSingleItem();
        (row.Kind, row.Actor).ShouldBe((EvidenceKind.Acknowledged, "alice"));
        System.Text.Encoding.UTF8.GetString(row.Body.Span).ShouldContain("\"sequences\":[1,6,8,20]");
    }

    [Fact]
    public async Task A_session_that_is_ended_is_handed_nothing_more_and_its_successor_gets_what_it_had()
    {
        var (agent, sender) = await RegisteredAsync();
        var before = await AttachedAsync(agent);
        await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "hello"));
        await Eventually.HoldsAsync("it is handed out", () => before.Received.Count == 1);

        await agent.OpenAsync();
        await Eventually.HoldsAsync("the old session is detached", async () => (await Queue(agent.Key).DescribeAsync()).Consumers == 0);
        var after = await AttachedAsync(agent);

        await Eventually.HoldsAsync("the new one gets it", () => after.Received.Count == 1);
        before.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_side_session_gets_the_reply_that_it_awaits_and_nothing_else()
    {
        var (agent, bob) = await RegisteredAsync();
        var side = new TestAgent(cluster.Outside, agent.Key.Tenant, agent.Key.Agent);
        await side.OpenAsync(SessionKind.Side);
        var (atSocket, atSide) = (await AttachedAsync(agent), await AttachedAsync(side));
        await cluster.Probe(agent.Key.Tenant).AwaitReplyAsync(
            ChannelKey.Inbox(agent.Key).GrainKey, new AwaitedReply("request-1", bob, side.Token.Id, TimeProvider.System.GetUtcNow().AddMinutes(1)));
        var mallory = new AgentKey(agent.Key.Tenant, "mallory");

        await cluster.PostAsync(agent.Key, mallory, Letters.Of(mallory, "forged", parent: "request-1"));
        await cluster.PostAsync(agent.Key, bob, Letters.Of(bob, "reply", parent: "request-1"));
        await cluster.PostAsync(agent.Key, bob, Letters.Of(bob, "again", parent: "request-1"));

        await Eventually.HoldsAsync("all are handed out", () => atSide.Received.Count == 1 && atSocket.Received.Count == 2);
        atSide.Texts.ShouldBe(["reply"]);
        atSocket.Texts.ShouldBe(["forged", "again"]);
        (await side.SettleAsync(atSide.Received)).ShouldBeNull();
        (await Queue(agent.Key).DescribeAsync()).Pending.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_attaches_to_or_settles_the_inbox_of_another()
    {
        var (agent, _) = await RegisteredAsync();
        var mallory = await cluster.AgentAsync(agent.Key.Tenant, "mallory");
        await mallory.RegisterAsync();
        var inbox = new ChannelName(ChannelKey.InboxRoom, agent.Key.Agent);

        (await mallory.Inbox.AttachAsync(new AttachRequest(mallory.Token, inbox, 0), cluster.Outside.CreateObjectReference<IDeliveryObserver>(new TestConsumer())))
            .Refusal!.Code.ShouldBe(Code.NotFound);
        (await mallory.Inbox.SettleAsync(new SettleRequest(mallory.Token, inbox, 1, 0, []))).ShouldNotBeNull().Code.ShouldBe(Code.NotFound);
        (await mallory.Inbox.SettleAsync(new SettleRequest(new SessionToken("x", "y"), inbox, 1, 0, []))).ShouldNotBeNull().Code.ShouldBe(Code.SessionExpired);
    }

    [Fact]
    public async Task Another_holder_fences_the_queue_out_and_nothing_is_lost()
    {
        var (agent, sender) = await RegisteredAsync();
        await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "before"));
        var consumer = await AttachedAsync(agent);
        await Eventually.HoldsAsync("it is handed out", () => consumer.Received.Count == 1);
        await cluster.Journal.OpenChannelAsync(ChannelKey.Inbox(agent.Key), TestContext.Current.CancellationToken);

        (await agent.SettleAsync(consumer.Received)).ShouldNotBeNull().Code.ShouldBe(Code.StorageUnavailable);
        var after = new TestConsumer();
        await Eventually.HoldsAsync("the next holder hands it out", async () => (await agent.AttachAsync(after)).IsOk && !after.Received.IsEmpty);

        after.Texts.ShouldBe(["before"]);
        (await agent.SettleAsync(after.Received)).ShouldBeNull();
    }

    [Fact]
    public async Task Acknowledgements_that_wait_when_the_queue_is_fenced_out_are_answered()
    {
        var (agent, sender) = await RegisteredAsync();
        await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "one"));
        await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "two"));
        var consumer = await AttachedAsync(agent);
        await Eventually.HoldsAsync("both are handed out", () => consumer.Received.Count == 2);
        var answer = new TaskCompletionSource<AppendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Queues.Answer(ChannelKey.Inbox(agent.Key), answer.Task);

        var first = agent.SettleAsync(consumer.Received.Take(1));
        await Eventually.HoldsAsync("its change is under way", async () => (await Queue(agent.Key).DescribeAsync()).InFlight == 1);
        var second = agent.SettleAsync(consumer.Received.Skip(1));
        await Eventually.HoldsAsync("the second waits for its turn", async () => (await Queue(agent.Key).DescribeAsync()).InFlight == 0);
        answer.SetResult(AppendOutcome.Fenced);

        (await first).ShouldNotBeNull().Code.ShouldBe(Code.StorageUnavailable);
        (await second.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken)).ShouldNotBeNull().Code.ShouldBe(Code.StorageUnavailable);
    }

    [Fact]
    public async Task A_position_in_a_channel_is_noted_for_its_member()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        var position = (await agent.SendAsync("hello")).Position;

        (await agent.Inbox.SettleAsync(new SettleRequest(agent.Token, new ChannelName(Settings.Room, Settings.Channel), position.Epoch, position.Sequence, [])))
            .ShouldBeNull();

        (await cluster.Silo<IPositionStore>().LoadAsync(Settings.General(tenant), agent.Key, TestContext.Current.CancellationToken)).ShouldBe(position);
    }

    private async Task<(TestAgent Agent, AgentKey Sender)> RegisteredAsync()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        await agent.RegisterAsync();
        return (agent, new AgentKey(tenant, "bob"));
    }

    private static async Task<TestConsumer> AttachedAsync(TestAgent agent, int window = 0)
    {
        var consumer = new TestConsumer();
        await Eventually.HoldsAsync("it is attached", async () => (await agent.AttachAsync(consumer, window: window)).IsOk);
        return consumer;
    }

    private async Task CloseAsync(AgentKey agent) => await Queue(agent).CloseAsync();

    private IQueueGrain Queue(AgentKey agent) => cluster.Hosted.GetGrain<IQueueGrain>(ChannelKey.Inbox(agent).GrainKey);
}
