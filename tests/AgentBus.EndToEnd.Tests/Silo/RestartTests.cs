using AgentBus.Client;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Silo;

public sealed class RestartTests
{
    [Fact]
    public async Task Two_agents_survive_a_restart_of_the_silo_without_loss_or_repeats()
    {
        await using var silo = await SiloProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var states = new List<AgentBusConnectionState>();
        await using var ada = await SiloFixture.ConnectAsync(silo, "ada");
        await using var bob = await SiloFixture.ConnectAsync(silo, "bob", options => options with { OnStateChanged = states.Add });
        await using var hears = await bob.OpenSubscriptionAsync("science", "explore", cancellationToken: TestContext.Current.CancellationToken);
        await PublishAsync(ada, 0, 20);
        await silo.StopAsync(TestContext.Current.CancellationToken);

        // Published while there is no silo: they wait for the next one.
        var waiting = PublishAsync(ada, 20, 20);
        await silo.StartAsync(TestContext.Current.CancellationToken);
        await waiting;
        await PublishAsync(ada, 40, 20);
        var heard = await hears.HearAsync(60, silo);
        heard.Select(delivery => delivery.Text).ShouldBe(Enumerable.Range(0, 60).Select(i => $"{i}"));
        heard.Select(delivery => delivery.Position.Sequence).ShouldBe(Enumerable.Range(1, 60).Select(i => (ulong)i));
        heard.ShouldAllBe(delivery => delivery.GapBefore == null);
        states.ShouldContain(AgentBusConnectionState.Reconnecting);
    }

    [Fact]
    public async Task Asked_to_end_the_silo_finishes_what_it_took_and_ends_well()
    {
        await using var silo = await SiloProcess.StartAsync(SiloSettings.WithWideLimits(), TestContext.Current.CancellationToken);
        await using var ada = await SiloFixture.ConnectAsync(silo, "ada", options => options with { PublishTimeout = TimeSpan.FromSeconds(5), MaxPendingPublishes = 4096 });
        var publishes = Enumerable.Range(0, 4_000).Select(i => ada.PublishAsync("science", "explore", $"{i}", TestContext.Current.CancellationToken)).ToList();
        await publishes[100];
        silo.Process.Terminate();
        (await silo.Process.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(0);
        await silo.StartAsync(TestContext.Current.CancellationToken);
        var receipts = await Task.WhenAll(publishes);
        receipts.ShouldAllBe(receipt => receipt.IsDelivered);
        receipts.Select(receipt => receipt.Position.Sequence).ShouldBe(Enumerable.Range(1, 4_000).Select(i => (ulong)i));
    }

    [Fact]
    public async Task A_second_silo_on_the_same_data_refuses_to_start_and_says_why()
    {
        await using var silo = await SiloProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var ports = FreePorts.Take(2);
        await using var second = silo.Launch(new Dictionary<string, string> { ["Listen:PublicPort"] = $"{ports[0]}", ["Listen:InternalPort"] = $"{ports[1]}" });
        (await second.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldNotBe(0);
        second.Output.ShouldContain("is in use by");
        second.Output.ShouldContain(silo.DatabaseFile);
        await using var ada = await SiloFixture.ConnectAsync(silo, "ada");
        (await ada.PublishAsync("science", "explore", "the first is well", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
    }

    private static async Task PublishAsync(AgentBusClient client, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            (await client.PublishAsync("science", "explore", $"{i}", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
        }
    }
}
