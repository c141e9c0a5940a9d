using System.Collections.Immutable;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tenants;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Routing;

public sealed class ReceiverExpansionTests
{
    private static readonly AgentKey Alice = new("acme", "alice");

    private static readonly string[] Names = ["g0", "g1", "g2", "g3", "g4"];

    private static readonly Gen<ImmutableArray<GroupSettings>> Graphs =
        from agents in Gen.SubListOf("alice", "bob", "eve", "mia").ListOf(Names.Length)
        from within in Gen.SubListOf(Names).ListOf(Names.Length)
        select Names.Select((name, i) => new GroupSettings(name, [.. agents[i]], [.. within[i]])).ToImmutableArray();

    [Fact]
    public void A_group_becomes_its_members_and_those_of_the_groups_within() =>
        Expand([Group("crew")], new("crew", ["bob"], ["leads"]), new("leads", ["eve"], [])).ShouldBe(["bob", "eve"]);

    [Fact]
    public void A_group_that_contains_itself_is_expanded_once() =>
        Expand([Group("crew")], new("crew", ["bob"], ["crew", "ring"]), new("ring", ["eve", "bob"], ["crew"])).ShouldBe(["bob", "eve"]);

    [Fact]
    public void The_sender_gets_its_own_message_only_where_it_is_named()
    {
        GroupSettings crew = new("crew", ["alice", "bob"], []);

        Expand([Group("crew")], crew).ShouldBe(["bob"]);
        Expand([Group("crew"), Agent("alice")], crew).ShouldBe(["bob", "alice"]);
    }

    [Fact]
    public void An_unknown_group_does_not_exist() =>
        Refusal([Agent("bob"), Group("ghosts")]).Code.ShouldBe(Code.NotFound);

    [Fact]
    public void A_group_with_nobody_in_it_reaches_nobody() =>
        Refusal([Group("crew")], new GroupSettings("crew", ["alice"], [])).Code.ShouldBe(Code.NotFound);

    [Fact]
    public void More_receivers_than_allowed_are_refused_even_behind_one_name() =>
        Refusal([Group("crew")], new GroupSettings("crew", [.. Enumerable.Range(0, 257).Select(static i => $"a{i}")], [])).Code.ShouldBe(Code.LimitExceeded);

    [Fact]
    public void In_any_graph_of_groups_each_member_is_named_once_and_nobody_else() =>
        Prop.ForAll((from graph in Graphs from named in Gen.SubListOf(Names) select (graph, named)).ToArbitrary(), static c =>
        {
            var snapshot = TenantSnapshot.Compile(Scene.NewSettings() with { Groups = c.graph });
            var target = new DirectTarget([.. c.named.Select(Group)], null, []);

            var refusal = ReceiverExpansion.Expand(target, snapshot, Alice, 256, out var expanded);

            var members = Reachable(c.graph, c.named).Except(["alice"]).ToHashSet(StringComparer.Ordinal);
            return refusal is not null
                ? members.Count == 0
                : expanded.Receivers.Length == members.Count && members.SetEquals(expanded.Receivers.Select(static receiver => receiver.Agent));
        }).QuickCheckThrowOnFailure();

    // The plain way: add what is reachable until nothing more is.
    private static HashSet<string> Reachable(ImmutableArray<GroupSettings> graph, IEnumerable<string> named)
    {
        var groups = named.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < graph.Length; i++)
        {
            groups.UnionWith(graph.Where(group => groups.Contains(group.Name)).SelectMany(static group => group.Groups).ToArray());
        }

        return [.. graph.Where(group => groups.Contains(group.Name)).SelectMany(static group => group.Agents)];
    }

    private static IEnumerable<string> Expand(ImmutableArray<Recipient> named, params ImmutableArray<GroupSettings> groups)
    {
        ReceiverExpansion.Expand(new DirectTarget(named, null, []), Snapshot(groups), Alice, 256, out var expanded).ShouldBeNull();
        return expanded.Receivers.Select(static receiver => receiver.Agent);
    }

    private static Refusal Refusal(ImmutableArray<Recipient> named, params ImmutableArray<GroupSettings> groups) =>
        ReceiverExpansion.Expand(new DirectTarget(named, null, []), Snapshot(groups), Alice, 256, out _).ShouldNotBeNull();

    private static TenantSnapshot Snapshot(ImmutableArray<GroupSettings> groups) => TenantSnapshot.Compile(Scene.NewSettings() with { Groups = groups });

    private static Recipient Agent(string id) => new(EntityType.Agent, id);

    private static Recipient Group(string id) => new(EntityType.Group, id);
}
