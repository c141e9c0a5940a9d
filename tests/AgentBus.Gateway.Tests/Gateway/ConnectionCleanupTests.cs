using AgentBus.Gateway.Tests.Support;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Gateway.FanOut;
using AgentBus.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class ConnectionCleanupTests
{
    [Fact]
    public async Task A_connection_that_breaks_leaves_neither_a_feed_nor_a_place_behind()
    {
        await using var silo = await RunningSilo.StartAsync();
        var fanOut = silo.Services.GetRequiredService<RoomFanOut>();
        var statistics = silo.Services.GetRequiredService<GatewayStatistics>();
        await using (var socket = await silo.JoinAsync("alpha"))
        {
            await socket.SubscribeAsync(RunningSilo.Room, RunningSilo.Channel);
            fanOut.Channels.Select(static channel => channel.Channel).ShouldBe([RunningSilo.Channel, "*"], ignoreOrder: true);
        }

        await Until.TrueAsync("the connection is gone", () => statistics.ActiveConnections == 0, cancellationToken: TestContext.Current.CancellationToken);
        await Until.TrueAsync("its feed is gone", () => fanOut.Channels.Count == 0, cancellationToken: TestContext.Current.CancellationToken);
    }
}
