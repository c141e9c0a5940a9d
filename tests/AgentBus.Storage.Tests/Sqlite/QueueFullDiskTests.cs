using AgentBus.Domain.Ports;
using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class QueueFullDiskTests
{
    private const int OneMiB = 1024 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_store_settles_nothing_keeps_no_half_and_takes_it_when_there_is_room()
    {
        await using var store = SqliteFixture.Create(options => options.MaxFileBytes = OneMiB);
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, Cancel);
        await store.Journal.AppendAsync(Samples.Append(head, 1, Samples.Messages(1, 2)));
        var change = QueueSamples.Change(head, 1, []) with
        {
            DeadLetters = [QueueSamples.Letter(1) with { Envelope = new byte[2 * OneMiB] }],
            Evidence = [QueueSamples.Evidence("died")],
        };

        (await store.Queues.SettleAsync(change)).ShouldBe(AppendOutcome.Unavailable);
        (await store.DeadLetters.AddAsync(change.DeadLetters, change.Evidence)).ShouldBeFalse();

        (await store.Queues.LoadAsync(Samples.Channel, head.Epoch, Cancel)).SettledThrough.ShouldBe(0);
        (await store.DeadLetters.ListAsync(new DeadLetterFilter("acme"), Cancel)).Letters.ShouldBeEmpty();
        await store.Database.LimitSizeAsync(0);
        (await store.Queues.SettleAsync(change)).ShouldBe(AppendOutcome.Committed);
        (await store.Queues.LoadAsync(Samples.Channel, head.Epoch, Cancel)).SettledThrough.ShouldBe(1);
    }
}
