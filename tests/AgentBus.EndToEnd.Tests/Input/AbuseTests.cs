using System.Net.Sockets;
using System.Net.WebSockets;
using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf;

namespace AgentBus.EndToEnd.Tests.Input;

/// <summary>Clients that hurt without breaking the protocol: each is stopped by its own limit, and its neighbours notice nothing.</summary>
public sealed class AbuseTests
{
    [Fact]
    public async Task A_reader_that_takes_nothing_is_let_go_and_holds_up_nobody()
    {
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.WithWideLimits().With("Gateway:MaxSendQueueBytes", "262144").With("Gateway:SlowConsumerTimeout", "00:00:02"),
            TestContext.Current.CancellationToken);
        using var slow = await RawAgent.EnterAsync(silo, "slow");
        await slow.SendAsync(new ClientFrame { RequestId = 2, Subscribe = new Subscribe { Room = "science", Channel = "explore" } });
        (await slow.ReadAsync()).BodyCase.ShouldBe(ServerFrame.BodyOneofCase.Subscribed);
        await using var listener = await SiloFixture.ConnectAsync(silo, "listener");
        await using var hears = await listener.OpenSubscriptionAsync("science", "explore", cancellationToken: TestContext.Current.CancellationToken);
        await using var speaker = await SiloFixture.ConnectAsync(silo, "speaker");

        // Far more than the kernel's buffers and the queue hold together.
        var text = new string('x', 60_000);
        var receipts = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => speaker.PublishAsync("science", "explore", text, TestContext.Current.CancellationToken)));
        receipts.ShouldAllBe(receipt => receipt.IsDelivered);
        var heard = await hears.HearAsync(400, silo);
        heard.Select(delivery => delivery.Position.Sequence).ShouldBe(Enumerable.Range(1, 400).Select(i => (ulong)i));
        await Until.TrueAsync("the silo let the slow reader go", () => ActiveAsync(silo, 2), cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Connections_that_say_nothing_are_closed()
    {
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.Default.With("Gateway:HelloTimeout", "00:00:01").With("Gateway:HeartbeatInterval", "00:00:01").With("Gateway:IdleTimeout", "00:00:02"),
            TestContext.Current.CancellationToken);
        using var halfOpen = new TcpClient();
        await halfOpen.ConnectAsync(silo.Address, TestContext.Current.CancellationToken);
        using var withoutHello = await RawAgent.ConnectAsync(silo);
        using var silent = await InTimeAsync(() => RawAgent.EnterAsync(silo, "silent"));
        await withoutHello.UntilClosedAsync();
        await silent.UntilClosedAsync();
        await using var alive = await InTimeAsync(() => SiloFixture.ConnectAsync(silo, "alive"));
        await Until.TrueAsync("only the one that is alive is left", () => ActiveAsync(silo, 1), cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_flood_of_connections_is_turned_away_and_ends()
    {
        await using var silo = await SiloProcess.StartAsync(SiloSettings.Default.With("Gateway:MaxConnectionsPerAddress", "10"), TestContext.Current.CancellationToken);
        await using var early = await SiloFixture.ConnectAsync(silo, "early");
        var agents = new List<RawAgent>();
        var refused = 0;
        for (var i = 0; i < 40; i++)
        {
            try
            {
                agents.Add(await RawAgent.ConnectAsync(silo));
            }
            catch (WebSocketException)
            {
                refused++;
            }
        }

        (agents.Count, refused).ShouldBe((9, 31));
        (await early.PublishAsync("science", "explore", "still here", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
        agents.ForEach(agent => agent.Dispose());
        await using var late = await SiloFixture.ConnectAsync(silo, "late");
    }

    [Fact]
    public async Task A_flood_of_messages_is_refused_then_closed_and_a_neighbour_notices_nothing()
    {
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.Default.With("Gateway:MessagesPerSecond", "50").With("Gateway:MessageBurst", "100"),
            TestContext.Current.CancellationToken);
        using var flood = await RawAgent.EnterAsync(silo, "flood");
        await using var neighbour = await SiloFixture.ConnectAsync(silo, "neighbour");
        try
        {
            for (ulong i = 0; i < 2_000; i++)
            {
                await flood.SendAsync(new ClientFrame { RequestId = 2 + i, Publish = new Publish { Envelopes = { RawAgent.Envelope("explore").ToByteString() } } });
            }
        }
        catch (WebSocketException)
        {
            // Closed in the middle of it.
        }

        (await flood.UntilClosedAsync())?.Code.ShouldBe("rate_limited");
        (await neighbour.PublishAsync("science", "explore", "still here", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
    }

    [Fact]
    public async Task An_agent_over_its_quota_gets_refusals_that_say_when_to_come_back()
    {
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.Default.With($"Tenants:{SiloProcess.Tenant}:Quota:AgentRate", "10").With($"Tenants:{SiloProcess.Tenant}:Quota:AgentBurst", "20"),
            TestContext.Current.CancellationToken);
        await using var ada = await SiloFixture.ConnectAsync(silo, "ada");
        var receipts = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => ada.PublishAsync("science", "explore", $"{i}", TestContext.Current.CancellationToken)));
        receipts.Count(receipt => receipt.IsDelivered).ShouldBeInRange(20, 60);
        receipts.Where(receipt => !receipt.IsDelivered).ShouldAllBe(receipt => receipt.Code == "rate_limited" && receipt.RetryAfter > TimeSpan.Zero);
        await using var bob = await SiloFixture.ConnectAsync(silo, "bob");
        (await bob.PublishAsync("science", "explore", "mine", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
    }

    /// <summary>Enters where a second is all the time that there is: on a machine that is busy, not at the first try.</summary>
    private static async Task<T> InTimeAsync<T>(Func<Task<T>> enter)
        where T : class
    {
        T? entered = null;
        await Until.TrueAsync(
            "the silo lets one in that is quick enough",
            async () =>
            {
                try
                {
                    entered = await enter();
                }
                catch (Exception e) when (e is EndOfStreamException or WebSocketException or AgentBusException)
                {
                    // It was too late.
                }

                return entered is not null;
            },
            cancellationToken: TestContext.Current.CancellationToken);
        return entered!;
    }

    private static async Task<bool> ActiveAsync(SiloProcess silo, int expected)
    {
        using var http = silo.Operator();
        using var statistics = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync(new Uri(silo.InternalUri, "admin/stats"), TestContext.Current.CancellationToken));
        return statistics.RootElement.GetProperty("data").GetProperty("active_connections").GetInt64() == expected;
    }
}
