using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Load.Crash;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

public sealed class RetryTests
{
    [Fact]
    public async Task Publishes_without_a_receipt_at_SIGKILL_are_in_history_once()
    {
        await using var silo = await SiloProcess.StartAsync(SiloSettings.WithWideLimits(), TestContext.Current.CancellationToken);
        await using var ada = await SiloFixture.ConnectAsync(silo, "ada", options => options with { MaxPendingPublishes = 4096 });
        var publishes = Enumerable.Range(0, 3_000).Select(i => ada.PublishAsync("science", "explore", $"{i}", TestContext.Current.CancellationToken)).ToList();

        // Some have their receipts, some are committed without, some are on the way.
        await publishes[200];
        await silo.KillAsync(TestContext.Current.CancellationToken);
        publishes.Count(publish => !publish.IsCompleted).ShouldBeGreaterThan(0);
        await silo.StartAsync(TestContext.Current.CancellationToken);
        var receipts = await Task.WhenAll(publishes);
        receipts.ShouldAllBe(receipt => receipt.IsDelivered);
        receipts.Select(receipt => receipt.Position.Sequence).ShouldBe(Enumerable.Range(1, 3_000).Select(i => (ulong)i));

        var books = new JournalBooks(silo.DatabaseFile);
        books.ReadOn();
        books.Holes.Concat(books.Duplicates).ShouldBeEmpty();
        books.Messages.Keys.ShouldBe(receipts.Select(receipt => receipt.MessageId));
    }
}
