using System.Collections.Concurrent;
using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>
/// The silo dies by SIGKILL somewhere between a send and its acknowledgement, again and again: after the SDK each message is there once, and none is lost.
/// <c>AGENTBUS_CRASH_ROUNDS</c> sets the number of rounds (10 here).
/// </summary>
public sealed class HandlerCrashTests(ITestOutputHelper output)
{
    private const int LongestRun = 7_200_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = LongestRun)]
    public async Task Every_message_with_a_receipt_is_handled_once_whatever_the_moment_of_the_crash()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("AGENTBUS_CRASH_ROUNDS") ?? "10");
        var seed = Environment.TickCount;
        var random = new Random(seed);
        output.WriteLine($"{rounds} rounds, seed {seed}");
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.WithWideLimits().WithWorkQueue("science", "tasks").With("Queues:MaxDeliveries", "100").With("Queues:RedeliverAfter", "00:00:01"), Cancel);
        await using var sender = await SiloFixture.ConnectAsync(silo, "sender");
        await using var receiver = await SiloFixture.ConnectAsync(silo, "receiver");
        await using var worker = await SiloFixture.ConnectAsync(silo, "worker");
        var sent = new ConcurrentDictionary<string, bool>();
        var handled = new ConcurrentDictionary<string, int>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var stopSending = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task HandleAsync(AgentBusClient client, HandlerOptions options) => client.HandleAsync(
            (work, _) =>
            {
                handled.AddOrUpdate(work.Text, 1, static (_, before) => before + 1);
                return Task.CompletedTask;
            },
            options,
            stop.Token);
        var handling = new[]
        {
            HandleAsync(receiver, new HandlerOptions { Concurrency = 4 }),
            HandleAsync(worker, new HandlerOptions { Room = "science", Channel = "tasks", Concurrency = 4 }),
        };
        var sending = Enumerable.Range(0, 8).Select(lane => SendAsync(sender, lane, sent, stopSending.Token)).ToList();
        for (var round = 1; round <= rounds; round++)
        {
            var wanted = handled.Count + random.Next(1, 400);
            await Until.TrueAsync($"{wanted} messages are handled in round {round}", () => handled.Count >= wanted, TimeSpan.FromSeconds(60), Cancel);
            await silo.KillAsync(Cancel);
            await silo.StartAsync(Cancel);
        }

        await stopSending.CancelAsync();
        await Task.WhenAll(sending);
        await Until.TrueAsync("every message that was sent is handled", () => sent.Keys.All(handled.ContainsKey), TimeSpan.FromSeconds(60), Cancel);
        await Until.TrueAsync("every message is settled", () => QueueBooks.Unsettled(silo.DatabaseFile) == 0, TimeSpan.FromSeconds(60), Cancel);
        output.WriteLine($"{sent.Count} receipts, {handled.Count} handled");
        handled.Where(message => message.Value != 1).ShouldBeEmpty();
        handled.Count.ShouldBe(sent.Count);
        QueueBooks.DeadLetters(silo.DatabaseFile).ShouldBeEmpty();
        await stop.CancelAsync();
        await Task.WhenAll(handling);
    }

    /// <summary>Every other message to the inbox, every other to the work queue; what is under way at the end is waited for.</summary>
    private static async Task SendAsync(AgentBusClient sender, int lane, ConcurrentDictionary<string, bool> sent, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var text = $"lane {lane} message {i}";
            var receipt = i % 2 == 0
                ? await sender.SendAsync("receiver", text, CancellationToken.None)
                : await sender.PublishAsync("science", "tasks", text, CancellationToken.None);
            receipt.IsDelivered.ShouldBeTrue($"{receipt.Code} {receipt.Reason}");
            sent[text] = true;
        }
    }
}
