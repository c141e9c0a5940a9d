using System.Collections.Concurrent;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;
using AgentBus.Services;

namespace AgentBus.Cluster.Tests.Services;

/// <summary>Following channels through the facade.</summary>
public sealed class SubscriptionTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private static readonly ChannelName General = new(Settings.Room, Settings.Channel);

    [Theory]
    [InlineData(Settings.Channel)]
    [InlineData(Settings.Ephemeral)]
    public async Task What_is_published_after_the_subscription_comes_once_and_in_order(string channel)
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Hosted);
        await service.RegisterAsync(tenant, "reporter");
        await service.RegisterAsync(tenant, "reader");
        var seen = new ConcurrentQueue<string>();
        await using var subscription = await service.SubscribeAsync("reader", new ChannelName(Settings.Room, channel), Note(seen));

        for (var i = 0; i < 100; i++)
        {
            await service.SendMessageAsync(ServiceBus.Event("reporter", $"{i}", channel));
        }

        await Eventually.HoldsAsync("all hundred arrive", () => seen.Count >= 100);
        seen.ShouldBe(Enumerable.Range(0, 100).Select(static i => $"{i}"));
    }

    [Fact]
    public async Task From_a_position_the_history_comes_first()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "reporter");
        for (var i = 0; i < 600; i++)
        {
            await service.SendMessageAsync(ServiceBus.Event("reporter", $"{i}"));
        }

        var seen = new ConcurrentQueue<string>();
        await using var subscription = await service.SubscribeAsync("reporter", General, Note(seen), new Position(0, 100));
        await service.SendMessageAsync(ServiceBus.Event("reporter", "600"));

        await Eventually.HoldsAsync("the rest arrives", () => seen.Count >= 501);
        seen.ShouldBe(Enumerable.Range(100, 501).Select(static i => $"{i}"));
    }

    [Fact]
    public async Task What_the_agent_may_not_see_hides_nothing_that_it_may()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "reporter");
        await service.RegisterAsync(tenant, "junior", clearance: 1);
        for (var i = 0; i < 300; i++)
        {
            var secret = ServiceBus.Event("reporter", "secret");
            secret.Content.Classification = Protocol.V1.Classification.Secret;
            await service.SendMessageAsync(secret);
        }

        await service.SendMessageAsync(ServiceBus.Event("reporter", "public"));
        var seen = new ConcurrentQueue<string>();
        await using var subscription = await service.SubscribeAsync("junior", General, Note(seen), new Position(0, 0));

        await Eventually.HoldsAsync("the public one arrives", () => !seen.IsEmpty);
        seen.ShouldBe(["public"]);
    }

    [Fact]
    public async Task A_handler_that_throws_is_noted_and_the_next_message_comes()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "reporter");
        var seen = new ConcurrentQueue<string>();
        await using var subscription = await service.SubscribeAsync("reporter", General, (message, _) =>
        {
            if (message.Envelope.Content.Text == "bad")
            {
                throw new InvalidOperationException("Cannot read it.");
            }

            seen.Enqueue(message.Envelope.Content.Text);
            return Task.CompletedTask;
        });

        await service.SendMessageAsync(ServiceBus.Event("reporter", "bad"));
        await service.SendMessageAsync(ServiceBus.Event("reporter", "good"));

        await Eventually.HoldsAsync("the good one arrives", () => seen.Contains("good"));
        (await service.GetHealthStatusAsync()).Metrics["handler_failures"].ShouldBe(1);
    }

    [Fact]
    public async Task A_channel_that_does_not_exist_cannot_be_followed()
    {
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(cluster.Tenant(), "reader");

        await Should.ThrowAsync<MessageRoutingError>(() => service.SubscribeAsync("reader", new ChannelName("nowhere", "general"), Note([])));
    }

    private static Func<ReceivedMessage, CancellationToken, Task> Note(ConcurrentQueue<string> seen) => (message, _) =>
    {
        seen.Enqueue(message.Envelope.Content.Text);
        return Task.CompletedTask;
    };
}
