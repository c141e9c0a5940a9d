using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Gateway.FanOut;
using AgentBus.TestKit;
using Google.Protobuf;
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

    [Fact]
    public async Task A_connection_that_ends_while_it_waits_for_the_ledger_and_for_a_place_to_wait_is_gone_at_once()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Ledger:Paused", "true", "--AgentBus:Ledger:AuditTimeout", "00:05:00", "--AgentBus:Gateway:MaxAuditWaits", "1");
        var statistics = silo.Services.GetRequiredService<GatewayStatistics>();
        await using var first = await silo.JoinAsync("alpha");
        await first.SendAsync([.. Enumerable.Range(0, 3).Select(static _ => new ClientFrame { Publish = new Publish { AuditRequired = true, Envelopes = { Sample.Message().ToByteString() } } })]);

        await using var second = await silo.JoinAsync("alpha");

        (await first.ClosedAsync())!.Code.ShouldBe("session_replaced");
        await Until.TrueAsync("only the second is left", () => statistics.ActiveConnections == 1, cancellationToken: TestContext.Current.CancellationToken);
    }
}
