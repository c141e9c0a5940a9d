using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>An inbox that holds 10 messages, and a silo that dies while the others wait in its overflow and while they come back.</summary>
public sealed class OverflowCrashTests
{
    private const int Messages = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task What_waits_in_the_overflow_outlives_SIGKILL_and_comes_in_order_once()
    {
        var settings = SiloSettings.WithWideLimits()
            .With("Queues:MaxMessages", "10")
            .With("Queues:Overflow:Mode", "Spill")
            .With("Queues:Overflow:Backpressure", "00:00:00");
        await using var silo = await SiloProcess.StartAsync(settings, Cancel);
        await (await SiloFixture.ConnectAsync(silo, "receiver")).DisposeAsync();
        await using var sender = await SiloFixture.ConnectAsync(silo, "sender");
        for (var i = 0; i < Messages; i++)
        {
            var receipt = await sender.SendAsync("receiver", $"{i}", Cancel);
            receipt.IsDelivered.ShouldBeTrue(receipt.Reason);
            receipt.Position.Sequence.ShouldBe(i < 10 ? (ulong)i + 1 : 0);
        }

        Directory.GetFiles(Path.Combine(silo.DataDirectory, "overflow"), "*", SearchOption.AllDirectories).ShouldNotBeEmpty();
        await RestartAsync(silo);
        await using var receiver = await SiloFixture.ConnectAsync(silo, "receiver");
        var heard = new List<string>();
        await foreach (var delivery in receiver.ReadInboxAsync(Cancel).Take(Messages))
        {
            heard.Add(delivery.Text);
            await delivery.AckAsync(Cancel);
            if (heard.Count is 15 or 40)
            {
                await RestartAsync(silo);
            }
        }

        heard.ShouldBe(Enumerable.Range(0, Messages).Select(static i => $"{i}"));
        await Until.TrueAsync(
            "the overflow is empty",
            () => Task.FromResult(Directory.GetFileSystemEntries(Path.Combine(silo.DataDirectory, "overflow")).Length == 0),
            cancellationToken: Cancel);
        (await sender.SendAsync("receiver", "after", Cancel)).Position.Sequence.ShouldBe((ulong)Messages + 1, "nothing was stored twice");
    }

    private static async Task RestartAsync(SiloProcess silo)
    {
        await silo.KillAsync(Cancel);
        await silo.StartAsync(Cancel);
    }
}
