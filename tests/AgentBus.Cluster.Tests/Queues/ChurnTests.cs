using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Queues;

public sealed class ChurnTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private const int Agents = 1_000;
    private const int Rounds = 3;

    [Fact]
    public async Task A_thousand_agents_that_come_and_go_get_everything()
    {
        var tenant = cluster.Tenant();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Agents), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, _) => await LiveAsync(tenant, number));
    }

    /// <summary>In each round one message is settled, one is taken along, and the session or the holder of the inbox goes.</summary>
    private async Task LiveAsync(string tenant, int number)
    {
        var agent = await cluster.AgentAsync(tenant, $"agent-{number}");
        await agent.RegisterAsync();
        var queue = cluster.Hosted.GetGrain<IQueueGrain>(ChannelKey.Inbox(agent.Key).GrainKey);
        HashSet<string> settled = [];
        for (var round = 0; round < Rounds; round++)
        {
            await PostAsync(agent.Key, $"{round}a", $"{round}b");
            var consumer = new TestConsumer();
            await Eventually.HoldsAsync("it is attached and gets something", async () => (await agent.AttachAsync(consumer)).IsOk && !consumer.Received.IsEmpty);
            var first = consumer.Received.First();
            (await agent.SettleAsync([first])).ShouldBeNull();
            settled.Add(TestAgent.Text(first.Message.Message));
            if ((number + round) % 2 == 0)
            {
                await agent.OpenAsync();
            }
            else
            {
                await queue.CloseAsync();
            }
        }

        var last = new TestConsumer();
        HashSet<string> left = [];
        await Eventually.HoldsAsync("the inbox is empty", async () =>
        {
            await agent.AttachAsync(last);
            if (last.Received.IsEmpty || await agent.SettleAsync(last.Received) is not null)
            {
                return false;
            }

            left.UnionWith(last.Texts);
            return (await queue.DescribeAsync()) is { Epoch: > 0, Pending: 0 };
        });
        left.Union(settled).Count().ShouldBe(2 * Rounds, "what was not settled came in the end");
    }

    private Task PostAsync(AgentKey receiver, params string[] texts)
    {
        var sender = new AgentKey(receiver.Tenant, "sender");
        return Eventually.HoldsAsync("it is posted", async () =>
            (await cluster.PostAsync(receiver, sender, [.. texts.Select(text => Letters.Of(sender, text))])).Refusal is null);
    }
}
