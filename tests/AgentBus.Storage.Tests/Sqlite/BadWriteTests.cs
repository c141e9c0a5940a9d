using System.Collections.Concurrent;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage.Tests.Journal;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Storage.Tests.Sqlite;

/// <summary>One bad write does not fail those that share its transaction; a store that cannot write fails all of them.</summary>
public sealed class BadWriteTests
{
    private const string InsertMember = "INSERT INTO bad_write_test (id) VALUES (1)";

    private static readonly ChannelKey Other = Samples.Channel with { Channel = "other" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_that_breaks_a_constraint_fails_alone_and_the_order_of_completions_is_kept()
    {
        await using var store = await CreateAsync();
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, Cancel);
        var completed = new ConcurrentQueue<int>();
        using var hold = await WriterHold.TakeAsync(store);
        var commits = store.Database.Writer.Commits;
        var before = Append(store, head, 1, 5, completed);
        var bad = BreakConstraint(store);
        var behind = Append(store, head, 6, 5, completed);
        hold.Release();

        await Should.ThrowAsync<IOException>(() => bad);
        (await Task.WhenAll([.. before, .. behind])).ShouldAllBe(outcome => outcome == AppendOutcome.Committed);
        completed.ShouldBe(Enumerable.Range(1, 10));
        (store.Database.Writer.Commits - commits).ShouldBe(2);
        store.Journal.IsHealthy.ShouldBeTrue();
        await store.ReopenAsync();
        (await store.ScalarAsync("SELECT count(*) FROM message")).ShouldBe(10);
        (await store.ScalarAsync("SELECT count(*) FROM bad_write_test")).ShouldBe(1);
    }

    [Fact]
    public async Task Several_bad_writes_at_the_edges_and_in_a_row_fail_and_all_others_commit()
    {
        await using var store = await CreateAsync();
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, Cancel);
        using var hold = await WriterHold.TakeAsync(store);
        List<Task> bad = [BreakConstraint(store), Throw(store)];
        var appends = Append(store, head, 1, 3, []);
        bad.AddRange([Throw(store), BreakConstraint(store), Throw(store)]);
        appends.AddRange(Append(store, head, 4, 3, []));
        bad.Add(BreakConstraint(store));
        hold.Release();

        foreach (var task in bad)
        {
            await Should.ThrowAsync<IOException>(() => task);
        }

        (await Task.WhenAll(appends)).ShouldAllBe(outcome => outcome == AppendOutcome.Committed);
        (await store.ScalarAsync("SELECT count(*) FROM message")).ShouldBe(6);
        store.Journal.IsHealthy.ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_that_fails_only_when_it_is_done_again_fails_alone_too()
    {
        await using var store = await CreateAsync();
        using var hold = await WriterHold.TakeAsync(store);
        var times = 0;
        var first = store.Members.AddAsync(Samples.Channel, Samples.Sender, Samples.Noon);
        var flaky = store.Database.WriteAsync<bool>(_ => ++times == 1 ? true : throw new InvalidOperationException("the second time"));
        var bad = BreakConstraint(store);
        var last = store.Members.AddAsync(Other, Samples.Sender, Samples.Noon);
        hold.Release();

        await Should.ThrowAsync<IOException>(() => flaky);
        await Should.ThrowAsync<IOException>(() => bad);
        (await first).ShouldBeTrue();
        (await last).ShouldBeTrue();
        times.ShouldBe(2);
    }

    /// <summary>Wherever the bad ones are, every other write is there once, and they are not.</summary>
    [Fact]
    public void Bad_writes_anywhere_in_a_group_take_no_other_with_them() => Prop.ForAll(
        Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false))).NonEmptyListOf().ToArbitrary(),
        static good => KeptAsync([.. good]).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public async Task What_a_bad_write_did_before_it_failed_is_undone()
    {
        await using var store = await CreateAsync();
        using var hold = await WriterHold.TakeAsync(store);
        var good = store.Members.AddAsync(Samples.Channel, Samples.Sender, Samples.Noon);
        var bad = store.Database.WriteAsync<bool>(session =>
        {
            session.Prepare("INSERT INTO bad_write_test (id) VALUES (2)").Run();
            throw new InvalidOperationException("half way");
        });
        hold.Release();

        await Should.ThrowAsync<IOException>(() => bad);
        (await good).ShouldBeTrue();
        (await store.ScalarAsync("SELECT count(*) FROM bad_write_test WHERE id = 2")).ShouldBe(0);
    }

    [Fact]
    public async Task A_bad_append_fails_with_those_that_join_on_to_it_and_no_other_channel()
    {
        await using var store = await CreateAsync();
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, Cancel);
        var other = await store.Journal.OpenChannelAsync(Other, Cancel);
        using var hold = await WriterHold.TakeAsync(store);
        var before = store.Journal.AppendAsync(Samples.Append(head, 1, Samples.Message("a")));
        var bad = store.Journal.AppendAsync(Samples.Append(head, 2, Samples.Message("b"), Samples.Message("c") with { MessageId = null!, IdempotencyKey = "c" }));
        var behind = store.Journal.AppendAsync(Samples.Append(head, 4, Samples.Message("d")));
        var elsewhere = store.Journal.AppendAsync(Samples.Append(Other, other, 1, Samples.Sender, Samples.Noon, Samples.Message("e")));
        hold.Release();

        (await before).ShouldBe(AppendOutcome.Committed);
        (await bad).ShouldBe(AppendOutcome.Unavailable);
        (await behind).ShouldBe(AppendOutcome.Unavailable);
        (await elsewhere).ShouldBe(AppendOutcome.Committed);
        (await store.Journal.AppendAsync(Samples.Append(head, 2, Samples.Message("b")))).ShouldBe(AppendOutcome.Committed);
        (await store.Journal.ReadAsync(Samples.Channel, head.Epoch, 0, 10, int.MaxValue, Cancel)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_bad_write_in_a_group_that_fills_the_disk_does_not_hide_that_the_store_cannot_write()
    {
        const int OneMiB = 1024 * 1024;
        await using var store = await CreateAsync();
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, Cancel);
        await store.Database.LimitSizeAsync(OneMiB);
        using var hold = await WriterHold.TakeAsync(store);
        var bad = BreakConstraint(store);
        var filling = store.Journal.AppendAsync(Samples.Append(head, 1, Samples.Message("a", envelope: new string('x', 2 * OneMiB))));
        var behind = store.Members.AddAsync(Samples.Channel, Samples.Sender, Samples.Noon);
        hold.Release();

        await Should.ThrowAsync<IOException>(() => bad);
        (await filling).ShouldBe(AppendOutcome.Unavailable);
        (await behind).ShouldBeFalse();
        store.Journal.IsHealthy.ShouldBeFalse();
    }

    private static async Task<bool> KeptAsync(bool[] good)
    {
        await using var store = await CreateAsync();
        using var hold = await WriterHold.TakeAsync(store);
        Task<bool>[] writes = [.. good.Select(async (isGood, i) =>
        {
            try
            {
                return await store.Database.WriteAsync(session =>
                {
                    session.Prepare("INSERT INTO bad_write_test (id) VALUES (?1)").Bind(1, isGood ? i + 2 : 1).Run();
                    return true;
                });
            }
            catch (IOException)
            {
                return false;
            }
        })];
        hold.Release();
        var stored = await Task.WhenAll(writes);
        return stored.SequenceEqual(good) && await store.ScalarAsync("SELECT count(*) FROM bad_write_test") == 1 + good.Count(static one => one);
    }

    private static async Task<SqliteFixture> CreateAsync()
    {
        var store = SqliteFixture.Create(options => options.ProbeInterval = TimeSpan.FromHours(1));
        await store.Database.WriteAsync(session =>
        {
            session.Execute("CREATE TABLE bad_write_test (id INTEGER PRIMARY KEY)");
            session.Prepare(InsertMember).Run();
            return true;
        });
        return store;
    }

    private static Task<bool> BreakConstraint(SqliteFixture store) => store.Database.WriteAsync(session =>
    {
        session.Prepare(InsertMember).Run();
        return true;
    });

    private static Task<bool> Throw(SqliteFixture store) =>
        store.Database.WriteAsync<bool>(_ => throw new InvalidOperationException("a bad value"));

    private static List<Task<AppendOutcome>> Append(SqliteFixture store, ChannelHead head, int first, int count, ConcurrentQueue<int> completed) =>
    [
        .. Enumerable.Range(first, count).Select(async i =>
        {
            var outcome = await store.Journal.AppendAsync(Samples.Append(head, i, Samples.Message($"m{i}")));
            completed.Enqueue(i);
            return outcome;
        }),
    ];
}
