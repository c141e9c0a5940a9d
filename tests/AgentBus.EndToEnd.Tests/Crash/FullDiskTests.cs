using System.Net;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Load.Crash;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

public sealed class FullDiskTests
{
    [Fact]
    public async Task A_store_that_is_full_refuses_with_its_code_is_not_ready_and_loses_nothing_acknowledged()
    {
        await using var silo = await SiloProcess.StartAsync(SiloSettings.WithWideLimits().With("Storage:MaxFileBytes", "2097152"), TestContext.Current.CancellationToken);
        await using var ada = await SiloFixture.ConnectAsync(silo, "ada", options => options with { PublishTimeout = TimeSpan.FromSeconds(20) });
        var delivered = new List<string>();
        AgentBus.Client.Receipt receipt;
        var text = new string('x', 20_000);
        do
        {
            receipt = await ada.PublishAsync("science", "explore", text, TestContext.Current.CancellationToken);
            if (receipt.IsDelivered)
            {
                delivered.Add(receipt.MessageId);
            }
        }
        while (receipt.IsDelivered && delivered.Count < 1_000);

        receipt.Code.ShouldBe("storage_unavailable");
        using var http = new HttpClient();
        await Until.TrueAsync(
            "the silo is not ready",
            async () => (await http.GetAsync(new Uri(silo.InternalUri, "ready"), TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.ServiceUnavailable,
            cancellationToken: TestContext.Current.CancellationToken);
        (await http.GetAsync(new Uri(silo.InternalUri, "health/live"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await silo.KillAsync(TestContext.Current.CancellationToken);
        var books = new JournalBooks(silo.DatabaseFile);
        await using var roomy = silo.Launch(new Dictionary<string, string> { ["Storage:MaxFileBytes"] = "0" });
        await StartTests.ReadyAsync(roomy, silo.InternalUri.Port);
        books.ReadOn();
        delivered.Except(books.Messages.Keys).ShouldBeEmpty();
        books.Holes.Concat(books.Duplicates).ShouldBeEmpty();
        (await ada.PublishAsync("science", "explore", "room again", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
    }
}
