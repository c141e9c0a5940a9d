using System.Collections.Concurrent;
using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>Every socket drops at once: all come back, and everybody gets what was sent meanwhile, once.</summary>
public sealed class ReconnectStormTests
{
    private const int Agents = 500;

    /// <summary>Milliseconds: what does not come is a failure with a name.</summary>
    private const int Patience = 120_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task Five_hundred_agents_whose_connections_break_at_once_lose_nothing()
    {
        await using var silo = await SiloProcess.StartAsync(SiloSettings.WithWideLimits(), Cancel);
        var handled = new ConcurrentDictionary<string, int>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var agents = new List<AgentBusClient>();
        var handling = new List<Task>();
        try
        {
            foreach (var some in Enumerable.Range(0, Agents).Chunk(20))
            {
                agents.AddRange(await Task.WhenAll(some.Select(i => SiloFixture.ConnectAsync(silo, $"agent-{i}"))));
            }

            handling.AddRange(agents.Select(agent => agent.HandleAsync(
                (work, _) =>
                {
                    handled.AddOrUpdate($"{agent.AgentId}: {work.Text}", 1, static (_, before) => before + 1);
                    return Task.CompletedTask;
                },
                cancellationToken: stop.Token)));
            await SendToNextAsync(agents, "before");
            await silo.KillAsync(Cancel);
            var during = SendToNextAsync(agents, "during");
            await silo.StartAsync(Cancel);
            await during;
            await SendToNextAsync(agents, "after");
            await Until.TrueAsync("everybody has all three", () => handled.Count == 3 * Agents, TimeSpan.FromSeconds(60), Cancel);
            await Until.TrueAsync("every message is settled", () => QueueBooks.Unsettled(silo.DatabaseFile) == 0, TimeSpan.FromSeconds(60), Cancel);
            handled.ShouldAllBe(message => message.Value == 1);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(handling);
            await Task.WhenAll(agents.Select(agent => agent.DisposeAsync().AsTask()));
        }
    }

    private static async Task SendToNextAsync(List<AgentBusClient> agents, string text)
    {
        var receipts = await Task.WhenAll(agents.Select((agent, i) => agent.SendAsync(agents[(i + 1) % agents.Count].AgentId, text, Cancel)));
        receipts.ShouldAllBe(receipt => receipt.IsDelivered);
    }
}
