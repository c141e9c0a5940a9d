using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Queues;

public sealed class OverflowTests(OverflowCluster cluster) : IClassFixture<OverflowCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_full_queue_spills_comes_back_in_order_and_the_queue_then_takes_messages_itself()
    {
        var (agent, sender) = await RegisteredAsync();
        await FillAsync(agent, sender, 1, 20);
        foreach (var i in Enumerable.Range(21, 30))
        {
            (await PostAsync(agent, sender, i)).ShouldBe(PublishResult.Spilled);
        }

        (await Queue(agent).DescribeAsync()).ShouldSatisfyAllConditions(state => state.Pending.ShouldBe(20), state => state.Spilled.ShouldBe(30));
        var consumer = await AttachedAsync(agent);
        await SettleAsync(agent, consumer, 50);

        consumer.Texts.ShouldBe(Numbers(1, 50));
        await Eventually.HoldsAsync("nothing is spilled", async () => (await Queue(agent).DescribeAsync()) is { Spilled: 0, Pending: 0, Head: 50 });
        (await PostAsync(agent, sender, 51)).FirstSequence.ShouldBe(51);
    }

    [Fact]
    public async Task Several_senders_keep_their_order_and_a_new_holder_goes_on_where_the_old_one_was()
    {
        var (agent, sender) = await RegisteredAsync();
        var other = new AgentKey(sender.Tenant, "carol");
        await FillAsync(agent, sender, 1, 20);
        foreach (var i in Enumerable.Range(21, 20))
        {
            (await PostAsync(agent, i % 3 == 0 ? other : sender, i)).IsSpilled.ShouldBeTrue();
        }

        await Queue(agent).CloseAsync();
        var consumer = await AttachedAsync(agent);
        (await Queue(agent).DescribeAsync()).Spilled.ShouldBe(20);
        (await PostAsync(agent, sender, 41)).IsSpilled.ShouldBeTrue("it goes behind what waits");
        await SettleAsync(agent, consumer, 41);

        consumer.Texts.ShouldBe(Numbers(1, 41));
        (await Queue(agent).DescribeAsync()).Head.ShouldBe(41);
    }

    [Fact]
    public async Task A_holder_that_dies_between_the_refill_and_its_removal_brings_nothing_twice()
    {
        var (agent, sender) = await RegisteredAsync();
        var inbox = ChannelKey.Inbox(agent.Key);
        await FillAsync(agent, sender, 1, 20);
        await Task.WhenAll(Enumerable.Range(21, 30).Select(i => PostAsync(agent, sender, i)));
        cluster.Overflows.Keep(inbox, true);
        var before = await AttachedAsync(agent);
        await SettleAsync(agent, before, 10);
        await Eventually.HoldsAsync("a round is in the journal", () => cluster.Overflows.KeptOf(inbox) > 0);
        var head = (await Queue(agent).DescribeAsync()).Head;
        head.ShouldBeGreaterThan(20);
        await agent.DetachAsync();
        await Queue(agent).CloseAsync();
        cluster.Overflows.Keep(inbox, false);

        var after = await AttachedAsync(agent);
        await SettleAsync(agent, after, 40);

        after.Texts.Distinct().Count().ShouldBe(40);
        await Eventually.HoldsAsync("each is there once", async () => (await Queue(agent).DescribeAsync()) is { Spilled: 0, Pending: 0, Head: 50 });
    }

    [Fact]
    public async Task An_inbox_that_is_settled_and_has_an_overflow_is_opened_for_a_session_that_attaches()
    {
        var (agent, sender) = await RegisteredAsync();
        var inbox = ChannelKey.Inbox(agent.Key);
        var waiting = Enumerable.Range(1, 3).Select(i => Letters.Of(sender, $"{i}")).ToArray();
        await using (var left = await cluster.Overflows.OpenAsync(inbox, Cancel))
        {
            await left.AppendAsync([.. waiting.Select((letter, i) => new OverflowRecord(i + 1, sender, DateTimeOffset.UnixEpoch, letter))]);
        }

        var consumer = await AttachedAsync(agent);
        await SettleAsync(agent, consumer, 3);

        consumer.Texts.ShouldBe(Numbers(1, 3));
    }

    [Fact]
    public async Task A_journal_that_fails_during_the_refill_loses_nothing_and_keeps_the_order()
    {
        var (agent, sender) = await RegisteredAsync();
        await FillAsync(agent, sender, 1, 20);
        foreach (var i in Enumerable.Range(21, 10))
        {
            await PostAsync(agent, sender, i);
        }

        cluster.Journal.Fail(ChannelKey.Inbox(agent.Key), 2);
        var consumer = await AttachedAsync(agent);
        await SettleAsync(agent, consumer, 30);

        consumer.Texts.ShouldBe(Numbers(1, 30));
    }

    [Fact]
    public async Task A_message_that_comes_again_while_it_waits_or_just_after_is_stored_once()
    {
        var (agent, sender) = await RegisteredAsync();
        await FillAsync(agent, sender, 1, 20);
        var waiting = Letters.Of(sender, "21");

        var answers = await Task.WhenAll(cluster.PostAsync(agent.Key, sender, waiting), cluster.PostAsync(agent.Key, sender, waiting));
        answers.ShouldAllBe(static answer => answer.IsSpilled);
        (await cluster.PostAsync(agent.Key, sender, waiting, Letters.Of(sender, "22"))).IsSpilled.ShouldBeTrue();
        (await Queue(agent).DescribeAsync()).Spilled.ShouldBe(2);
        var consumer = await AttachedAsync(agent);
        await SettleAsync(agent, consumer, 22);
        await Eventually.HoldsAsync("the overflow is empty", async () => (await Queue(agent).DescribeAsync()).Spilled == 0);
        (await cluster.PostAsync(agent.Key, sender, waiting)).IsSpilled.ShouldBeTrue();

        (await Queue(agent).DescribeAsync()).Head.ShouldBe(22);
        consumer.Texts.ShouldBe(Numbers(1, 22));
    }

    [Fact]
    public async Task When_the_overflow_is_full_too_messages_become_dead_letters_and_their_sender_is_told()
    {
        var (agent, sender) = await RegisteredAsync();
        await FillAsync(agent, sender, 1, 20);
        (await cluster.PostAsync(agent.Key, sender, [.. Enumerable.Range(21, 60).Select(i => Letters.Of(sender, $"{i}"))])).IsSpilled.ShouldBeTrue();

        var refusal = (await PostAsync(agent, sender, 81)).Refusal.ShouldNotBeNull();

        (refusal.Code, refusal.RetryAfter).ShouldBe((Code.InboxFull, TimeSpan.Zero));
        refusal.Reason.ShouldContain("dead letter");
        var letter = (await cluster.DeadAsync(sender.Tenant)).ShouldHaveSingleItem();
        (letter.Code, letter.Attempts, letter.Sequence, letter.Sender).ShouldBe((Code.InboxFull, 0, 0, sender));
        var whole = await cluster.Silo<IDeadLetterStore>().FindAsync(sender.Tenant, letter.Id, Cancel);
        TestAgent.Text(new ChannelMessage(0, "", default, null, default, whole!.Envelope, default)).ShouldBe("81");
    }

    [Fact]
    public async Task An_overflow_that_cannot_be_written_is_backpressure()
    {
        var (agent, sender) = await RegisteredAsync();
        var inbox = ChannelKey.Inbox(agent.Key);
        await FillAsync(agent, sender, 1, 20);
        cluster.Overflows.Fill(inbox, true);

        var refused = (await PostAsync(agent, sender, 21)).Refusal.ShouldNotBeNull();

        (refused.Code, refused.RetryAfter > TimeSpan.Zero).ShouldBe((Code.InboxFull, true));
        cluster.Overflows.Fill(inbox, false);
        (await PostAsync(agent, sender, 21)).IsSpilled.ShouldBeTrue();
        var consumer = await AttachedAsync(agent);
        await SettleAsync(agent, consumer, 21);
        consumer.Texts.ShouldBe(Numbers(1, 21));
    }

    [Fact]
    public async Task Operators_are_told_once_of_each_change()
    {
        var (agent, sender) = await RegisteredAsync();
        var events = await cluster.ListenAsync(new ChannelKey(sender.Tenant, SystemRoom.Name, SystemRoom.Dashboard));
        await FillAsync(agent, sender, 1, 20);
        await cluster.PostAsync(agent.Key, sender, [.. Enumerable.Range(21, 60).Select(i => Letters.Of(sender, $"{i}"))]);
        await PostAsync(agent, sender, 81);
        await PostAsync(agent, sender, 82);
        var consumer = await AttachedAsync(agent);
        await SettleAsync(agent, consumer, 80);

        await Eventually.HoldsAsync("it is relieved", () => Pressures(events) is [.., "relieved"]);
        Pressures(events).Where(static pressure => pressure != "filling").ShouldBe(["spilling", "overflow_full", "spilling", "relieved"]);
        Pressures(events)[0].ShouldBe("filling");
    }

    [Fact]
    public async Task The_content_of_settled_messages_goes_and_their_keys_stay()
    {
        var (agent, sender) = await RegisteredAsync();
        var inbox = ChannelKey.Inbox(agent.Key);
        var letters = Enumerable.Range(1, 10).Select(i => Letters.Of(sender, $"{i}")).ToArray();
        await cluster.PostAsync(agent.Key, sender, letters);
        var consumer = await AttachedAsync(agent);
        await Eventually.HoldsAsync("all are handed out", () => consumer.Received.Count == 10);
        var epoch = consumer.Received.First().Delivery.Epoch;
        (await agent.SettleAsync(consumer.Received.Where(static received => received.Message.Message.Sequence != 8))).ShouldBeNull();

        await Eventually.HoldsAsync(
            "what is settled without a hole is gone",
            async () => (await cluster.Journal.ReadAsync(inbox, epoch, 0, 100, int.MaxValue, Cancel)).Select(static message => message.Sequence).SequenceEqual([8, 9, 10]));

        (await cluster.Journal.FindDeliveredKeyAsync(sender, letters[0].IdempotencyKey, DateTimeOffset.UnixEpoch, Cancel)).ShouldNotBeNull();
        await Queue(agent).CloseAsync();
        var next = await AttachedAsync(agent);
        await Eventually.HoldsAsync("the open one is handed out again", () => next.Texts.SequenceEqual(["8"]));
    }

    [Fact]
    public async Task The_receipt_of_a_spilled_message_says_so_and_a_repeat_is_a_duplicate()
    {
        var tenant = cluster.Tenant(Settings.WithWork);
        var sender = await cluster.AgentAsync(tenant, "sender");
        await sender.SendAsync([.. Enumerable.Range(1, 20).Select(i => sender.Message($"{i}", Settings.Work))]);
        var message = sender.Message("21", Settings.Work);

        var receipt = (await sender.SendAsync(message))[0];
        var again = (await sender.SendAsync(message))[0];

        (receipt.Outcome, receipt.Code, receipt.Position.Sequence, receipt.Duplicate).ShouldBe((Outcome.Delivered, Code.None, 0, false));
        receipt.Reason.ShouldContain("overflow");
        (again.Outcome, again.Duplicate).ShouldBe((Outcome.Delivered, true));
    }

    private static IReadOnlyList<string> Numbers(int first, int count) => [.. Enumerable.Range(first, count).Select(i => $"{i}")];

    private static IReadOnlyList<string> Pressures(StreamListener events) =>
    [
        .. events.Messages
            .Select(static message => System.Text.Encoding.UTF8.GetString(message.Envelope.Span))
            .Where(static text => text.Contains("queue_pressure", StringComparison.Ordinal))
            .Select(static text => new[] { "filling", "spilling", "overflow_full", "relieved" }.First(text.Contains)),
    ];

    private async Task<(TestAgent Agent, AgentKey Sender)> RegisteredAsync()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        await agent.RegisterAsync();
        return (agent, new AgentKey(tenant, "bob"));
    }

    private async Task FillAsync(TestAgent agent, AgentKey sender, int first, int count) =>
        (await cluster.PostAsync(agent.Key, sender, [.. Numbers(first, count).Select(text => Letters.Of(sender, text))])).Refusal.ShouldBeNull();

    private Task<PublishResult> PostAsync(TestAgent agent, AgentKey sender, int number) => cluster.PostAsync(agent.Key, sender, Letters.Of(sender, $"{number}"));

    private static async Task<TestConsumer> AttachedAsync(TestAgent agent)
    {
        var consumer = new TestConsumer();
        await Eventually.HoldsAsync("it is attached", async () => (await agent.AttachAsync(consumer, window: 10)).IsOk);
        return consumer;
    }

    /// <summary>Settles so many of a consumer's messages as they come.</summary>
    private static async Task SettleAsync(TestAgent agent, TestConsumer consumer, int count)
    {
        for (var settled = 0; settled < count;)
        {
            await Eventually.HoldsAsync($"more than {settled} of {count} come", () => consumer.Received.Count > settled);
            var next = consumer.Received.Skip(settled).Take(count - settled).ToArray();
            settled += next.Length;
            (await agent.SettleAsync(next)).ShouldBeNull();
        }
    }

    private IQueueGrain Queue(TestAgent agent) => cluster.Hosted.GetGrain<IQueueGrain>(ChannelKey.Inbox(agent.Key).GrainKey);
}
