using AgentBus.Domain.Ports;
using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class GroupCommitTests
{
    private const int Appends = 200;

    [Fact]
    public async Task What_waits_is_committed_in_one_transaction()
    {
        await using var store = SqliteFixture.Create();

        (await CommitsOfAsync(store)).ShouldBe(1);
    }

    [Fact]
    public async Task A_group_holds_no_more_messages_than_configured()
    {
        await using var store = SqliteFixture.Create(options => options.GroupMessages = 10);

        (await CommitsOfAsync(store)).ShouldBe(Appends / 10);
    }

    [Fact]
    public async Task A_group_holds_no_more_bytes_than_configured()
    {
        await using var store = SqliteFixture.Create(options => options.GroupBytes = 64 * 1024);

        (await CommitsOfAsync(store, new string('x', 8 * 1024))).ShouldBe((Appends + 6) / 7);
    }

    [Fact]
    public async Task A_batch_larger_than_a_group_is_committed_whole()
    {
        await using var store = SqliteFixture.Create(options => options.GroupMessages = 10);
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, TestContext.Current.CancellationToken);

        (await store.Journal.AppendAsync(Samples.Append(head, 1, Samples.Messages(1, 50)))).ShouldBe(AppendOutcome.Committed);
    }

    [Fact]
    public async Task What_was_submitted_before_the_stop_is_committed_and_completed()
    {
        await using var store = SqliteFixture.Create();
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, TestContext.Current.CancellationToken);
        var appends = Submit(store, head, "");

        await store.ReopenAsync();

        appends.ShouldAllBe(append => append.IsCompletedSuccessfully && append.Result == AppendOutcome.Committed);
        (await store.ScalarAsync("SELECT count(*) FROM message")).ShouldBe(Appends);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_store_can_be_stopped_in_the_continuation_of_an_append()
    {
        await using var store = SqliteFixture.Create();
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, TestContext.Current.CancellationToken);
        await Task.Run(
            async () =>
            {
                await store.Journal.AppendAsync(Samples.Append(head, 1, Samples.Message("m1")));
                await store.Database.DisposeAsync();
            },
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task After_the_stop_appends_are_unavailable()
    {
        await using var store = SqliteFixture.Create();
        var journal = store.Journal;
        var head = await journal.OpenChannelAsync(Samples.Channel, TestContext.Current.CancellationToken);

        await store.Database.DisposeAsync();

        (await journal.AppendAsync(Samples.Append(head, 1, Samples.Message("m1")))).ShouldBe(AppendOutcome.Unavailable);
        await Should.ThrowAsync<IOException>(() => journal.OpenChannelAsync(Samples.Channel, CancellationToken.None));
    }

    private static async Task<long> CommitsOfAsync(SqliteFixture store, string envelope = "")
    {
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, TestContext.Current.CancellationToken);
        using var hold = await WriterHold.TakeAsync(store);
        var before = store.Database.Writer.Commits;
        var appends = Submit(store, head, envelope);
        hold.Release();
        await Task.WhenAll(appends);
        return store.Database.Writer.Commits - before;
    }

    private static List<Task<AppendOutcome>> Submit(SqliteFixture store, ChannelHead head, string envelope) =>
    [
        .. Enumerable.Range(1, Appends).Select(i =>
            store.Journal.AppendAsync(Samples.Append(head, i, Samples.Message($"m{i}", envelope: envelope)))),
    ];
}
