using AgentBus.Domain.Ports;
using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class IndexingTests
{
    private const int Batch = 32;
    private const int Batches = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Full_segments_move_from_memory_to_the_tables()
    {
        await using var store = SqliteFixture.Create(options => options.IndexBatch = Batch);

        await FillAsync(store);

        await Eventually.HoldsAsync(() => Task.FromResult(store.Database.Tail.OldestFull() is null));
        (await store.ScalarAsync("SELECT value FROM journal_mark WHERE name = 'indexed_through'")).ShouldBe((Batches - 1) * Batch);
        (await store.ScalarAsync("SELECT count(*) FROM index_batch")).ShouldBe(Batches - 1);
        (await store.ScalarAsync("SELECT sum(length(rows)) / 8 FROM channel_run")).ShouldBe((Batches - 1) * Batch);
    }

    [Fact]
    public async Task Keys_from_before_the_window_leave_the_index()
    {
        await using var store = SqliteFixture.Create(
            options =>
            {
                options.IndexBatch = Batch;
                options.IdempotencyWindow = TimeSpan.FromMinutes(10);
            },
            now: Samples.Noon.AddHours(1));

        await FillAsync(store);

        await Eventually.HoldsAsync(() => Task.FromResult(store.Database.Tail.OldestFull() is null));
        (await store.ScalarAsync("SELECT count(*) FROM sender_run")).ShouldBe(0);
        (await store.Journal.FindDeliveredKeyAsync(Samples.Sender, "m1", Samples.Noon, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task An_index_batch_that_was_cut_off_is_made_again()
    {
        await using var store = SqliteFixture.Create(options => options.IndexBatch = Batch);
        await FillAsync(store);
        await Eventually.HoldsAsync(() => Task.FromResult(store.Database.Tail.OldestFull() is null));

        // As if the process had ended before the last piece of the second batch.
        await store.Database.WriteAsync(session =>
        {
            session.Execute($"UPDATE journal_mark SET value = {Batch} WHERE name = 'indexed_through'");
            session.Execute($"DELETE FROM index_batch WHERE batch_no > {Batch}");
            return true;
        });
        store.Options.IndexBatch = Batch / 4;
        await store.ReopenAsync();

        var keys = await store.Journal.ReadDeliveredKeysAsync(Samples.Sender, Samples.Noon, 1000, Cancel);
        keys.Select(key => key.MessageId).ShouldBe(Enumerable.Range(0, Batch * Batches).Select(i => $"m{(Batch * Batches) - i}"));
        var messages = await store.Journal.ReadAsync(Samples.Channel, keys[0].Position.Epoch, 0, 1000, int.MaxValue, Cancel);
        messages.Select(message => message.MessageId).ShouldBe(Enumerable.Range(1, Batch * Batches).Select(i => $"m{i}"));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_log_begins_again_under_steady_writing()
    {
        await using var store = SqliteFixture.Create(options =>
        {
            options.CheckpointBytes = 64 * 1024;
            options.WalLimitBytes = 256 * 1024;
        });
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, Cancel);
        var envelope = new string('x', 100_000);
        var log = new FileInfo(store.Options.FilePath + "-wal");
        long count = 0;
        do
        {
            count++;
            (await store.Journal.AppendAsync(Samples.Append(head, count, Samples.Message($"m{count}", envelope: envelope)))).ShouldBe(AppendOutcome.Committed);
            log.Refresh();
        }
        while (count * envelope.Length < 4 * log.Length);

        await store.ReopenAsync();
        (await store.ScalarAsync("SELECT count(*) FROM message")).ShouldBe(count);
    }

    [Fact]
    public async Task A_closed_database_has_no_log()
    {
        await using var store = SqliteFixture.Create();
        await FillAsync(store);

        await store.Database.DisposeAsync();

        File.Exists(store.Options.FilePath + "-wal").ShouldBeFalse();
    }

    private static async Task FillAsync(SqliteFixture store)
    {
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, Cancel);
        for (var i = 1; i <= Batch * Batches; i++)
        {
            await store.Journal.AppendAsync(Samples.Append(head, i, Samples.Message($"m{i}")));
        }
    }
}
