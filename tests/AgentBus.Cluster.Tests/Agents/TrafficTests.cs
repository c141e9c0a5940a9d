using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Agents;

public sealed class TrafficTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task A_message_gets_a_receipt_a_place_in_the_history_and_a_stream_event()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        var listener = await cluster.ListenAsync(Settings.General(tenant));

        var receipt = await agent.SendAsync("hello");

        receipt.Outcome.ShouldBe(Outcome.Delivered, receipt.Reason);
        receipt.Position.Sequence.ShouldBe(1);
        var page = (await agent.ReadAsync()).Value.ShouldNotBeNull();
        page.Messages.Select(TestAgent.Text).ShouldBe(["hello"]);
        page.Epoch.ShouldBe(receipt.Position.Epoch);
        await Eventually.HoldsAsync("the stream brings the message", () => listener.Messages.Count == 1);
        TestAgent.Text(listener.Messages[0]).ShouldBe("hello");
    }

    [Fact]
    public async Task Two_agents_message_each_other_ten_thousand_times_both_ways()
    {
        const int Each = 10_000;
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        var bob = await cluster.AgentAsync(tenant, "bob");

        var positions = await Task.WhenAll(SendInBatchesAsync(alice, Each, 250), SendInBatchesAsync(bob, Each, 250));

        positions.SelectMany(sent => sent).Order().ShouldBe(Enumerable.Range(1, 2 * Each).Select(sequence => (long)sequence));
        positions[0].ShouldBe(positions[0].Order());
        positions[1].ShouldBe(positions[1].Order());
    }

    [Fact]
    public async Task An_agent_that_follows_its_own_room_messages_itself()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "echo");
        (await agent.SubscribeAsync()).Refusal.ShouldBeNull();

        for (var i = 0; i < 100; i++)
        {
            (await agent.SendAsync($"to myself {i}")).Position.Sequence.ShouldBe(i + 1);
        }

        (await agent.ReadAsync()).Value!.Messages.Length.ShouldBe(100);
    }

    [Fact]
    public async Task One_agent_pipelines_ten_thousand_messages_into_one_channel_in_order()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "pipeliner");
        var listener = await cluster.ListenAsync(Settings.General(tenant));

        var positions = await SendInBatchesAsync(agent, 10_000, 16);

        positions.ShouldBe(Enumerable.Range(1, 10_000).Select(sequence => (long)sequence));
        await Eventually.HoldsAsync("the stream brings all messages", () => listener.Messages.Count == 10_000);
        listener.Messages.Select(message => message.Sequence).ShouldBe(positions);
        listener.Messages.Select(TestAgent.Text).ShouldBe(Enumerable.Range(0, 10_000).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Batches_for_several_channels_keep_the_order_of_each_and_of_their_receipts()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "mixer");
        string[] channels = [Settings.Channel, "first", Settings.Ephemeral, "second"];
        var messages = Enumerable.Range(0, 200).Select(i => agent.Message($"{i}", channels[i % channels.Length])).ToArray();

        var receipts = await agent.SendAsync(messages);

        receipts.Select(receipt => receipt.MessageId).ShouldBe(messages.Select(message => message.MessageId));
        receipts.Select(receipt => receipt.Channel).ShouldBe(messages.Select(message => message.Channel));
        receipts.Select(receipt => receipt.Position.Sequence).ShouldBe(Enumerable.Range(0, 200).Select(i => (long)(i / channels.Length) + 1));
    }

    [Fact]
    public async Task An_empty_batch_gets_no_receipts()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "idle");

        (await agent.SendAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_batch_above_the_limit_is_refused_whole()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "bulk");
        var messages = Enumerable.Range(0, 1_025).Select(i => agent.Message($"{i}")).ToArray();

        var sent = await agent.Grain.SendAsync(TestAgent.Request(agent.Token, messages));

        sent.Refusal.ShouldNotBeNull().Code.ShouldBe(Code.LimitExceeded);
        (await agent.ReadAsync()).Value!.Messages.ShouldBeEmpty();
    }

    private static async Task<List<long>> SendInBatchesAsync(TestAgent agent, int count, int batch)
    {
        var positions = new List<long>(count);
        for (var i = 0; i < count; i += batch)
        {
            var receipts = await agent.SendAsync([.. Enumerable.Range(i, batch).Select(n => agent.Message($"{n}"))]);
            foreach (var receipt in receipts)
            {
                receipt.Outcome.ShouldBe(Outcome.Delivered, receipt.Reason);
                positions.Add(receipt.Position.Sequence);
            }
        }

        return positions;
    }
}
