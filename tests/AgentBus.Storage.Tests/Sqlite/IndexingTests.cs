using System.Buffers.Binary;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage.Sqlite;
using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class IndexingTests
{
    private const int Batch = 32;
    private const int Batches = 5;

    private static readonly AgentKey Other = new("acme", "other");
    private static readonly string[] All = [.. Enumerable.Range(1, Batch * Batches).Select(i => $"m{i}")];

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

    [Theory]
    [InlineData(Batch / 4)]
    [InlineData(Batch * Batches)]
    public async Task An_index_batch_that_was_cut_off_is_made_again(int nextBatch)
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
        store.Options.IndexBatch = nextBatch;
        await store.ReopenAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(store.Database.Tail.OldestFull() is null));

        await ShouldHaveAllAsync(store);
    }

    [Fact]
    public async Task What_moves_to_the_tables_during_a_read_is_shown_once()
    {
        await using var store = SqliteFixture.Create(options => options.IndexBatch = Batch);
        await FillAsync(store);
        await Eventually.HoldsAsync(() => Task.FromResult(store.Database.Tail.OldestFull() is null));

        // A tail that still holds what the tables have already.
        var tail = new TailIndex(int.MaxValue);
        await store.Database.Readers.ReadAsync(session => Recover(session, tail), Cancel);
        var keys = await store.Database.Readers.ReadAsync(
            session => new DeliveredKeyReader(tail).ReadNewest(session, Samples.Sender, Samples.Noon, 1000), Cancel);
        var messages = await store.Database.Readers.ReadAsync(
            session => new ChannelReader(new RowLocator(tail)).Read(session, Samples.Channel, keys[0].Position.Epoch, 0, 1000, int.MaxValue), Cancel);

        keys.Count.ShouldBe(Batch * Batches / 2);
        keys.ShouldBeUnique();
        messages.Select(message => message.MessageId).ShouldBe(All);
    }

    [Fact]
    public async Task The_log_begins_again_under_steady_writing()
    {
        const uint Restarts = 3;
        await using var store = SqliteFixture.Create(options =>
        {
            options.CheckpointBytes = 64 * 1024;
            options.WalLimitBytes = 256 * 1024;
        });
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, Cancel);
        var envelope = new string('x', 100_000);
        long count = 0;
        while (LogNumber(store.Options.FilePath) < Restarts)
        {
            count++;
            (await store.Journal.AppendAsync(Samples.Append(head, count, Samples.Message($"m{count}", envelope: envelope)))).ShouldBe(AppendOutcome.Committed);
        }

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

    // The first half of each batch is one sender's, the second the other's.
    private static async Task FillAsync(SqliteFixture store)
    {
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, Cancel);
        for (var i = 1; i <= Batch * Batches; i++)
        {
            var sender = (i - 1) % Batch < Batch / 2 ? Samples.Sender : Other;
            await store.Journal.AppendAsync(Samples.Append(Samples.Channel, head, i, sender, Samples.Noon, Samples.Message($"m{i}")));
        }
    }

    private static async Task ShouldHaveAllAsync(SqliteFixture store)
    {
        var one = await store.Journal.ReadDeliveredKeysAsync(Samples.Sender, Samples.Noon, 1000, Cancel);
        var other = await store.Journal.ReadDeliveredKeysAsync(Other, Samples.Noon, 1000, Cancel);
        one.Concat(other).Select(key => key.MessageId).ShouldBe(All, ignoreOrder: true);
        var messages = await store.Journal.ReadAsync(Samples.Channel, one[0].Position.Epoch, 0, 1000, int.MaxValue, Cancel);
        messages.Select(message => message.MessageId).ShouldBe(All);
    }

    private static bool Recover(SqliteSession session, TailIndex tail)
    {
        TailRecovery.Run(session, tail, indexedThrough: Batch + 5);
        return true;
    }

    // The log's header counts how often it began again, at byte 12 (https://www.sqlite.org/fileformat2.html#walformat).
    private static uint LogNumber(string databaseFile)
    {
        using var log = new FileStream(databaseFile + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> number = stackalloc byte[sizeof(uint)];
        log.Position = 12;
        log.ReadExactly(number);
        return BinaryPrimitives.ReadUInt32BigEndian(number);
    }
}
