using AgentBus.Domain.Routing;
using AgentBus.Domain.Sequences;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Sequences;

public sealed class RecentMessagesTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly SequenceKind Post = Kind("post");

    [Fact]
    public void Messages_that_are_alike_are_one_entry_with_a_count()
    {
        var recent = new RecentMessages(4, Scene.Start);
        Note(recent, Post, 0);
        Note(recent, Kind("read"), 1);
        Note(recent, Kind("post"), 2);

        recent.Entries.Length.ShouldBe(2);
        recent.Entries[0].ShouldBe(new SequenceEntry(Post, 2, Scene.Start, Scene.Start.AddSeconds(2)));
    }

    [Fact]
    public void A_kind_that_is_known_costs_no_memory()
    {
        var recent = new RecentMessages(4, Scene.Start);
        Note(recent, Post, 0);
        var other = Kind("read");
        Note(recent, other, 0);

        // The least of several: the runtime may allocate while it compiles better code.
        var least = long.MaxValue;
        for (var i = 0; i < 100; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            recent.Note(i % 2 == 0 ? Post : other, Scene.Start, Window);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        least.ShouldBe(0);
    }

    [Fact]
    public void A_flood_of_harmless_messages_pushes_out_no_sensitive_one_and_is_told_of()
    {
        var recent = new RecentMessages(4, Scene.Start - Window);
        var sensitive = Kind("read") with { Classification = Classification.Confidential };
        Note(recent, sensitive, 0);
        recent.IsComplete(Scene.Start, Window).ShouldBeTrue();
        for (var i = 0; i < 100; i++)
        {
            Note(recent, Kind($"chat{i}"), i);
        }

        recent.Entries.Length.ShouldBe(4);
        recent.Entries.ToArray().ShouldContain(entry => entry.Kind.Equals(sensitive));
        recent.IsComplete(Scene.Start.AddSeconds(100), Window).ShouldBeFalse();
    }

    [Fact]
    public void What_is_older_than_the_window_is_forgotten_and_the_memory_is_whole_again()
    {
        var recent = new RecentMessages(1, Scene.Start);
        Note(recent, Kind("a"), 0);
        Note(recent, Kind("b"), 1);
        Note(recent, Kind("c"), 602);

        recent.Entries.ToArray().Select(static entry => entry.Kind.Action).ShouldBe(["c"]);
        recent.IsComplete(Scene.Start.AddSeconds(602), Window).ShouldBeTrue();
    }

    [Fact]
    public void A_memory_that_began_within_the_window_is_not_whole() =>
        new RecentMessages(1, Scene.Start).IsComplete(Scene.Start.AddMinutes(9), Window).ShouldBeFalse();

    [Fact]
    public void Messages_to_the_same_receivers_are_alike()
    {
        SequenceTarget.Of(Direct("bob")).ShouldBe(SequenceTarget.Of(Direct("bob")));
        SequenceTarget.Of(Direct("bob")).ShouldNotBe(SequenceTarget.Of(Direct("carol")));
        SequenceTarget.Of(MessageTarget.Of(Scene.OpsMain)).ShouldNotBe(SequenceTarget.Of(Direct("bob")));
    }

    [Fact]
    public void It_holds_no_more_than_its_capacity_and_whatever_ranks_highest() => Prop.ForAll(
        (from capacity in Gen.Choose(1, 5)
         from kinds in Gen.ListOf(from action in Gen.Elements("a", "b", "c", "d", "e", "f", "g") from c in Gen.Elements(Enum.GetValues<Classification>()) select Kind(action) with { Classification = c })
         select (capacity, kinds)).ToArbitrary(),
        drawn =>
        {
            var recent = new RecentMessages(drawn.capacity, Scene.Start);
            foreach (var (kind, i) in drawn.kinds.Select(static (kind, i) => (kind, i)))
            {
                Note(recent, kind, i);
            }

            var kept = recent.Entries.ToArray();
            var lowest = kept.Select(static entry => entry.Kind.Rank).DefaultIfEmpty(0).Min();
            return kept.Length == Math.Min(drawn.capacity, drawn.kinds.Distinct().Count())
                && drawn.kinds.Where(kind => kind.Rank > lowest).All(kind => kept.Any(entry => entry.Kind.Equals(kind)));
        }).QuickCheckThrowOnFailure();

    internal static SequenceKind Kind(string action) => new()
    {
        Sender = "alice",
        Type = MessageType.Event,
        Action = action,
        Tool = "",
        Target = SequenceTarget.Of(MessageTarget.Of(Scene.OpsMain)),
        Classification = Classification.Public,
        Findings = [],
        Outcome = Model.Outcome.Delivered,
    };

    private static MessageTarget Direct(string agent) =>
        MessageTarget.Of(new DirectTarget([new Recipient(EntityType.Agent, agent)], null, [new AgentKey("acme", agent)]));

    private static void Note(RecentMessages recent, SequenceKind kind, int second) => recent.Note(in kind, Scene.Start.AddSeconds(second), Window);
}
