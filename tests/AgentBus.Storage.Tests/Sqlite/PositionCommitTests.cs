using AgentBus.Model;
using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class PositionCommitTests
{
    [Fact]
    public async Task Acknowledgements_between_two_commits_are_written_together()
    {
        await using var store = SqliteFixture.Create();
        var agent = new AgentKey("acme", "ann");
        using var hold = await WriterHold.TakeAsync(store);
        var before = store.Database.Writer.Commits;
        var notes = Enumerable.Range(1, 10_000)
            .Select(i => store.Positions.NoteAsync(agent, [new(Samples.Channel, new Position(1, i))]))
            .ToList();

        hold.Release();
        (await Task.WhenAll(notes)).ShouldAllBe(stored => stored);

        (store.Database.Writer.Commits - before).ShouldBe(1);
        (await store.Positions.LoadAsync(Samples.Channel, agent, TestContext.Current.CancellationToken)).Sequence.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_note_after_the_stop_says_that_it_was_not_stored()
    {
        await using var store = SqliteFixture.Create();
        await store.Database.DisposeAsync();

        (await store.Positions.NoteAsync(new AgentKey("acme", "ann"), [new(Samples.Channel, new Position(1, 1))])).ShouldBeFalse();
        (await store.Positions.NoteAsync(new AgentKey("acme", "ann"), [new(Samples.Channel, new Position(1, 1))])).ShouldBeFalse();
    }
}
