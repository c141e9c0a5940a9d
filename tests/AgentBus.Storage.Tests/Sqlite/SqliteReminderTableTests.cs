using AgentBus.Storage.Sqlite;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class SqliteReminderTableTests : IAsyncDisposable
{
    private static readonly DateTime StartAt = new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(7);
    private readonly SqliteFixture _store = SqliteFixture.Create();

    private SqliteReminderTable Table => new(_store.Database);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_reminder_is_read_back_after_a_restart()
    {
        var etag = await Table.UpsertRow(Entry("acme/c1", "deadline"));
        await _store.ReopenAsync();

        var read = (await Table.ReadRow(Grain("acme/c1"), "deadline")).ShouldNotBeNull();

        read.GrainId.ShouldBe(Grain("acme/c1"));
        read.ReminderName.ShouldBe("deadline");
        read.StartAt.ShouldBe(StartAt);
        read.StartAt.Kind.ShouldBe(DateTimeKind.Utc);
        read.Period.ShouldBe(TimeSpan.FromSeconds(10));
        read.ETag.ShouldBe(etag);
        (await Table.ReadRow(Grain("acme/c1"), "other")).ShouldBeNull();
    }

    [Fact]
    public async Task A_reminder_that_is_registered_again_is_replaced_and_its_old_etag_removes_nothing()
    {
        var first = await Table.UpsertRow(Entry("acme/c1", "deadline"));
        var second = await Table.UpsertRow(Entry("acme/c1", "deadline"));

        (await Table.RemoveRow(Grain("acme/c1"), "deadline", first!)).ShouldBeFalse();
        (await Table.ReadRows(Grain("acme/c1"))).Reminders.ShouldHaveSingleItem().ETag.ShouldBe(second);
        (await Table.RemoveRow(Grain("acme/c1"), "deadline", second!)).ShouldBeTrue();
        (await Table.ReadRows(Grain("acme/c1"))).Reminders.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_grain_s_reminders_are_its_own()
    {
        await Table.UpsertRow(Entry("acme/c1", "a"));
        await Table.UpsertRow(Entry("acme/c1", "b"));
        await Table.UpsertRow(Entry("acme/c2", "a"));

        (await Table.ReadRows(Grain("acme/c1"))).Reminders.Select(entry => entry.ReminderName).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_range_takes_in_hashes_above_its_begin_up_to_its_end_and_wraps_around()
    {
        var grains = Enumerable.Range(0, 20).Select(i => $"acme/c{i}").ToArray();
        foreach (var grain in grains)
        {
            await Table.UpsertRow(Entry(grain, "a"));
        }

        var hashes = grains.Select(grain => Grain(grain).GetUniformHashCode()).Order().ToArray();
        var (low, high) = (hashes[5], hashes[12]);

        (await HashesAsync(low, high)).ShouldBe(hashes[6..13]);
        (await HashesAsync(high, low)).ShouldBe([.. hashes[..6], .. hashes[13..]]);
        (await HashesAsync(low, low)).ShouldBe(hashes);
    }

    [Fact]
    public async Task Clearing_removes_all()
    {
        await Table.UpsertRow(Entry("acme/c1", "a"));

        await Table.TestOnlyClearTable();

        (await HashesAsync(0, 0)).ShouldBeEmpty();
    }

    private async Task<uint[]> HashesAsync(uint begin, uint end) =>
        [.. (await Table.ReadRows(begin, end)).Reminders.Select(entry => entry.GrainId.GetUniformHashCode()).Order()];

    private static GrainId Grain(string key) => GrainId.Create("deliberationcase", key);

    private static ReminderEntry Entry(string key, string name) => new()
    {
        GrainId = Grain(key),
        ReminderName = name,
        StartAt = StartAt,
        Period = TimeSpan.FromSeconds(10),
    };
}
