using AgentBus.Client;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Silo;

public sealed class PresenceTests
{
    [Fact]
    public async Task Two_agents_see_each_other_come_and_go_also_after_the_silo_was_killed()
    {
        await using var silo = await SiloProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await SeesAsync(silo, "ada", "bob");
        await silo.KillAsync(TestContext.Current.CancellationToken);
        await silo.StartAsync(TestContext.Current.CancellationToken);
        await SeesAsync(silo, "bob", "ada");
    }

    private static async Task SeesAsync(SiloProcess silo, string watcher, string watched)
    {
        await using var watching = await SiloFixture.ConnectAsync(silo, watcher);
        await using var dashboard = await watching.OpenSubscriptionAsync("integriguard", "dashboard-events", cancellationToken: TestContext.Current.CancellationToken);
        await using (await SiloFixture.ConnectAsync(silo, watched))
        {
            await PresenceAsync(dashboard, watched, "online");
        }

        await PresenceAsync(dashboard, watched, "offline");
    }

    private static async Task PresenceAsync(AgentBusSubscription dashboard, string agent, string presence)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(45));
        await foreach (var delivery in dashboard.ReadAllAsync(limit.Token))
        {
            var facts = delivery.Envelope.Payload.Fields;
            if (facts["agent_id"].StringValue == agent && facts.TryGetValue("presence", out var now) && now.StringValue == presence)
            {
                delivery.Sender.ShouldBe("sys-bus");
                return;
            }
        }

        throw new InvalidOperationException($"The subscription ended before {agent} was {presence}.");
    }
}
