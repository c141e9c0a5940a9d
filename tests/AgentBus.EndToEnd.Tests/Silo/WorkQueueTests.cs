using System.Collections.Concurrent;
using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Crash;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Silo;

/// <summary>Work queues over the built silo.</summary>
public sealed class WorkQueueTests
{
    private const string Room = "science";
    private const string Queue = "tasks";

    /// <summary>Milliseconds: what does not come is a failure with a name.</summary>
    private const int Patience = 120_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static SiloSettings Settings => SiloSettings.WithWideLimits()
        .WithWorkQueue(Room, Queue)
        .With("Queues:RedeliverAfter", "00:00:01")
        .With("Queues:MaxDeliveries", "2");

    [Fact(Timeout = Patience)]
    public async Task Workers_share_the_tasks_and_what_a_worker_that_goes_had_is_done_by_the_others()
    {
        await using var silo = await SiloProcess.StartAsync(Settings.With("Queues:RedeliverAfter", "00:10:00"), Cancel);
        await using var giver = await SiloFixture.ConnectAsync(silo, "giver");
        await using var steady = await SiloFixture.ConnectAsync(silo, "steady");
        var leaver = await SiloFixture.ConnectAsync(silo, "leaver");
        await using var takes = await steady.OpenQueueAsync(Room, Queue, window: 4, Cancel);
        await using (var leaves = await leaver.OpenQueueAsync(Room, Queue, window: 4, Cancel))
        {
            for (var i = 0; i < 20; i++)
            {
                (await giver.PublishAsync(Room, Queue, $"{i}", Cancel)).IsDelivered.ShouldBeTrue();
            }

            // It has some, and settles none.
            await leaves.ReadAllAsync(Cancel).FirstAsync(Cancel);
        }

        await leaver.DisposeAsync();
        var done = new HashSet<string>();
        await foreach (var task in takes.ReadAllAsync(Cancel))
        {
            done.Add(task.Text).ShouldBeTrue();
            await task.AckAsync(Cancel);
            if (done.Count == 20)
            {
                break;
            }
        }

        QueueBooks.Unsettled(silo.DatabaseFile).ShouldBe(0);
    }

    [Fact(Timeout = Patience)]
    public async Task A_message_that_is_never_settled_and_one_that_is_rejected_become_dead_letters()
    {
        await using var silo = await SiloProcess.StartAsync(Settings, Cancel);
        await using var giver = await SiloFixture.ConnectAsync(silo, "giver");
        await using var worker = await SiloFixture.ConnectAsync(silo, "worker");
        await using var queue = await worker.OpenQueueAsync(Room, Queue, cancellationToken: Cancel);
        await giver.PublishAsync(Room, Queue, "poison", Cancel);
        await giver.PublishAsync(Room, Queue, "impossible", Cancel);
        await using var tasks = queue.ReadAllAsync(Cancel).GetAsyncEnumerator(Cancel);
        await tasks.MoveNextAsync();
        tasks.Current.Text.ShouldBe("poison");
        await tasks.MoveNextAsync();
        await tasks.Current.RejectAsync("no such tool", Cancel);
        await Until.TrueAsync("both are dead", () => QueueBooks.DeadLetters(silo.DatabaseFile).Count == 2, cancellationToken: Cancel);
        QueueBooks.DeadLetters(silo.DatabaseFile).ShouldContain("no such tool");
        QueueBooks.Unsettled(silo.DatabaseFile).ShouldBe(0);
    }

    [Fact(Timeout = Patience)]
    public async Task A_handler_that_fails_once_has_done_everything_in_the_end()
    {
        await using var silo = await SiloProcess.StartAsync(Settings.With("Queues:MaxDeliveries", "5"), Cancel);
        await using var giver = await SiloFixture.ConnectAsync(silo, "giver");
        await using var worker = await SiloFixture.ConnectAsync(silo, "worker");
        var done = new ConcurrentDictionary<string, int>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var working = worker.HandleAsync(
            (work, _) =>
            {
                if (work.Delivery.Attempt == 1)
                {
                    throw new InvalidOperationException("not at the first attempt");
                }

                done[work.Text] = work.Delivery.Attempt;
                return Task.CompletedTask;
            },
            new HandlerOptions { Room = Room, Channel = Queue, Concurrency = 4, RetryDelay = TimeSpan.FromMilliseconds(10) },
            stop.Token);
        for (var i = 0; i < 20; i++)
        {
            await giver.PublishAsync(Room, Queue, $"{i}", Cancel);
        }

        await Until.TrueAsync("everything is done", () => done.Count == 20 && QueueBooks.Unsettled(silo.DatabaseFile) == 0, cancellationToken: Cancel);
        done.Values.ShouldAllBe(attempt => attempt == 2);
        await stop.CancelAsync();
        await working;
    }

    [Fact(Timeout = Patience)]
    public async Task A_queue_is_not_followed_and_a_channel_is_not_consumed()
    {
        await using var silo = await SiloProcess.StartAsync(Settings, Cancel);
        await using var worker = await SiloFixture.ConnectAsync(silo, "worker");
        (await Should.ThrowAsync<AgentBusException>(() => worker.OpenSubscriptionAsync(Room, Queue, cancellationToken: Cancel))).Code.ShouldBe(AgentBusCodes.WrongChannelKind);
        (await Should.ThrowAsync<AgentBusException>(() => worker.OpenQueueAsync(Room, "explore", cancellationToken: Cancel))).Code.ShouldBe(AgentBusCodes.WrongChannelKind);
    }
}
