using AgentBus.Domain.Ports;
using AgentBus.Storage.Sqlite;
using AgentBus.Storage.Tests.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class SecondProcessTests
{
    [Fact]
    public async Task A_second_silo_on_the_same_database_is_told_who_has_it_and_what_to_do()
    {
        await using var store = SqliteFixture.Create();

        var refusal = Should.Throw<IOException>(() => SqliteStore.Open(store.Options, TimeProvider.System, NullLogger.Instance));

        refusal.Message.ShouldContain(store.Options.FilePath);
        refusal.Message.ShouldContain($"process {Environment.ProcessId}");
        refusal.Message.ShouldContain("data directory of its own");
    }

    [Fact]
    public async Task A_database_that_was_closed_can_be_opened_by_the_next()
    {
        await using var store = SqliteFixture.Create();

        await store.ReopenAsync();

        store.Journal.IsHealthy.ShouldBeTrue();
    }

    [Fact]
    public async Task A_takeover_by_another_process_fences_the_holder_and_leaves_other_channels_of_the_group_alone()
    {
        await using var store = SqliteFixture.Create();
        var cancel = TestContext.Current.CancellationToken;
        var otherKey = Samples.Channel with { Channel = "other" };
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, cancel);
        var other = await store.Journal.OpenChannelAsync(otherKey, cancel);
        using (var intruder = new SqliteFile(store.Options).OpenWriter())
        {
            intruder.Execute("UPDATE channel SET term = term + 1 WHERE channel = 'alerts'");
        }

        using var hold = await WriterHold.TakeAsync(store);
        var fenced = store.Journal.AppendAsync(Samples.Append(head, 1, Samples.Message("late")));
        var stored = store.Journal.AppendAsync(Samples.Append(otherKey, other, 1, Samples.Sender, Samples.Noon, Samples.Message("m1")));
        hold.Release();

        (await fenced).ShouldBe(AppendOutcome.Fenced);
        (await stored).ShouldBe(AppendOutcome.Committed);
        (await store.ScalarAsync("SELECT count(*) FROM message")).ShouldBe(1);
        (await store.Journal.OpenChannelAsync(Samples.Channel, cancel)).Term.ShouldBe(3);
    }
}
