using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Storage.Tests.Journal;

public abstract class PositionContract : JournalContract
{
    private static readonly AgentKey Ann = new("acme", "ann");
    private static readonly AgentKey Bob = new("acme", "bob");
    private static readonly ChannelKey Other = Samples.Channel with { Channel = ChannelKey.Everyone };

    [Fact]
    public async Task Positions_are_found_by_agent_and_by_channel_after_a_restart()
    {
        (await NoteAsync(Ann, Samples.Channel, new Position(ulong.MaxValue, 7))).ShouldBeTrue();
        (await NoteAsync(Ann, Other, new Position(2, 3))).ShouldBeTrue();
        (await NoteAsync(Bob, Samples.Channel, new Position(ulong.MaxValue, 9))).ShouldBeTrue();

        await Store.ReopenAsync();

        (await Store.Positions.LoadAsync(Samples.Channel, Ann, Cancel)).ShouldBe(new Position(ulong.MaxValue, 7));
        (await Store.Positions.LoadAllAsync(Ann, Cancel)).ShouldBe(
            new Dictionary<ChannelKey, Position> { [Samples.Channel] = new(ulong.MaxValue, 7), [Other] = new(2, 3) }, ignoreOrder: true);
        (await Store.Positions.LoadConsumersAsync(Samples.Channel, Cancel)).ShouldBe(
            new Dictionary<AgentKey, Position> { [Ann] = new(ulong.MaxValue, 7), [Bob] = new(ulong.MaxValue, 9) }, ignoreOrder: true);
    }

    [Fact]
    public async Task Where_nothing_was_noted_there_is_no_position() =>
        (await Store.Positions.LoadAsync(Samples.Channel, Ann, Cancel)).ShouldBe(default);

    [Fact]
    public async Task A_new_epoch_begins_anew()
    {
        await NoteAsync(Ann, Samples.Channel, new Position(1, 500));
        await NoteAsync(Ann, Samples.Channel, new Position(2, 3));

        (await Store.Positions.LoadAsync(Samples.Channel, Ann, Cancel)).ShouldBe(new Position(2, 3));
    }

    [Fact]
    public void Within_an_epoch_positions_never_go_back()
    {
        var agents = 0;
        Prop.ForAll(Gen.Choose(1, 1_000).ListOf().ToArbitrary(), notes => RunAsync(notes, Interlocked.Increment(ref agents)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(50));

        async Task RunAsync(IReadOnlyCollection<int> notes, int number)
        {
            var agent = new AgentKey("acme", $"a{number}");
            var pending = notes.Select(sequence => NoteAsync(agent, Samples.Channel, new Position(1, sequence))).ToList();
            (await Task.WhenAll(pending)).ShouldAllBe(stored => stored);

            (await Store.Positions.LoadAsync(Samples.Channel, agent, Cancel)).Sequence.ShouldBe(notes.DefaultIfEmpty().Max());
        }
    }

    protected Task<bool> NoteAsync(AgentKey agent, ChannelKey channel, Position position) =>
        Store.Positions.NoteAsync(agent, [new(channel, position)]);
}
