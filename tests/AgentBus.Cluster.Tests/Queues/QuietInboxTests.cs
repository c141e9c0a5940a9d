using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Queues;

/// <summary>None of them attaches twice: what is not handed out by the first attaching would wait for a renewal.</summary>
public sealed class QuietInboxTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task The_queue_of_an_agent_to_which_nobody_writes_is_not_opened_and_wakes_it_when_somebody_does()
    {
        var (agent, sender) = await RegisteredAsync();
        var consumer = new TestConsumer();

        (await agent.AttachAsync(consumer)).IsOk.ShouldBeTrue();
        cluster.Queues.Opened.ContainsKey(ChannelKey.Inbox(agent.Key)).ShouldBeFalse();
        (await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "hello"))).Refusal.ShouldBeNull();

        await Eventually.HoldsAsync("it is handed out", () => consumer.Texts.SequenceEqual(["hello"]));
        (await agent.SettleAsync(consumer.Received)).ShouldBeNull();
    }

    [Fact]
    public async Task What_waits_since_before_is_handed_out_at_once()
    {
        var (agent, sender) = await RegisteredAsync();
        await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "before"));
        var consumer = new TestConsumer();

        await agent.AttachAsync(consumer);

        await Eventually.HoldsAsync("it is handed out", () => consumer.Texts.SequenceEqual(["before"]));
    }

    [Fact]
    public async Task A_message_that_comes_while_a_session_attaches_is_handed_out()
    {
        for (var round = 0; round < 100; round++)
        {
            var (agent, sender) = await RegisteredAsync();
            var consumer = new TestConsumer();

            var posted = cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "hello"));
            var attached = agent.AttachAsync(consumer);

            (await posted).Refusal.ShouldBeNull();
            (await attached).Refusal.ShouldBeNull();
            await Eventually.HoldsAsync($"it is handed out in round {round}", () => consumer.Texts.SequenceEqual(["hello"]));
        }
    }

    [Fact]
    public async Task Of_two_sessions_that_wait_one_after_the_other_the_newer_is_woken()
    {
        var (agent, sender) = await RegisteredAsync();
        var (older, newer) = (new TestConsumer(), new TestConsumer());
        await agent.AttachAsync(older);
        await agent.OpenAsync();
        await agent.AttachAsync(newer);

        await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "hello"));

        await Eventually.HoldsAsync("the newer has it", () => newer.Texts.SequenceEqual(["hello"]));
        older.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_that_has_left_is_not_woken_and_the_message_waits_for_the_next()
    {
        var (agent, sender) = await RegisteredAsync();
        var left = new TestConsumer();
        await agent.AttachAsync(left);
        await agent.Inbox.DetachAsync(new AttachRequest(agent.Token, ChannelName.None, Window: 0));
        await cluster.PostAsync(agent.Key, sender, Letters.Of(sender, "hello"));
        var next = new TestConsumer();

        await agent.AttachAsync(next);

        await Eventually.HoldsAsync("the next has it", () => next.Texts.SequenceEqual(["hello"]));
        left.Received.ShouldBeEmpty();
    }

    private async Task<(TestAgent Agent, AgentKey Sender)> RegisteredAsync()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        await agent.RegisterAsync();
        return (agent, new AgentKey(tenant, "bob"));
    }
}
