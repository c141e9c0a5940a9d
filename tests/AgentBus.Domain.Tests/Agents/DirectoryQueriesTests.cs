using AgentBus.Domain.Agents;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Agents;

public sealed class DirectoryQueriesTests
{
    private static readonly AgentEntry[] Agents =
    [
        Agent("a", AgentPresence.Online, EntityType.Agent, "search@2", "plan"),
        Agent("b", AgentPresence.Idle, EntityType.Human, "search"),
        Agent("c", AgentPresence.Offline, EntityType.Agent, "searching@2"),
        Agent("d", AgentPresence.Offline, EntityType.Agent) with { Status = AgentStatus.Suspended },
    ];

    [Theory]
    [InlineData("search", "a,b")]
    [InlineData("search@2", "a")]
    [InlineData("search@3", "")]
    [InlineData("plan", "a")]
    [InlineData("searc", "")]
    [InlineData("", "a,b,c,d")]
    public void A_capability_is_found_in_any_version_unless_one_is_named(string capability, string found) =>
        Names(new AgentQuery(capability)).ShouldBe(found);

    [Fact]
    public void Presence_type_and_status_narrow_the_search()
    {
        Names(new AgentQuery(Presence: AgentPresence.Offline)).ShouldBe("c,d");
        Names(new AgentQuery(Type: EntityType.Human)).ShouldBe("b");
        Names(new AgentQuery(Status: AgentStatus.Suspended)).ShouldBe("d");
        Names(new AgentQuery("search", EntityType.Agent, AgentStatus.Active, AgentPresence.Online)).ShouldBe("a");
    }

    [Theory]
    [InlineData("ALI", "z")]
    [InlineData("bob", "y,z")]
    [InlineData("Y", "y")]
    [InlineData("x", "")]
    public void A_name_is_found_by_a_part_of_it_or_of_the_id_in_any_case(string part, string found)
    {
        AgentEntry[] agents = [Named("y", "Bob"), Named("z", "Alice and bob")];

        string.Join(',', DirectoryQueries.Page(agents, new AgentQuery(Name: part)).Agents.Select(static entry => entry.Agent.Agent)).ShouldBe(found);
    }

    /// <summary>Pages of any size join to the whole.</summary>
    [Fact]
    public void Pages_join_without_loss_or_repeat() =>
        Prop.ForAll(Gen.Choose(1, 6).ToArbitrary(), static limit =>
        {
            var found = new List<string>();
            var next = "";
            do
            {
                var page = DirectoryQueries.Page(Agents.Where(entry => string.CompareOrdinal(entry.Agent.Agent, next) > 0), new AgentQuery(After: next, Limit: limit));
                found.AddRange(page.Agents.Select(static entry => entry.Agent.Agent));
                next = page.Next;
            }
            while (next.Length > 0);

            return found.SequenceEqual(["a", "b", "c", "d"]);
        }).QuickCheckThrowOnFailure();

    private static string Names(AgentQuery query) => string.Join(',', DirectoryQueries.Page(Agents, query).Agents.Select(static entry => entry.Agent.Agent));

    private static AgentEntry Named(string id, string name) =>
        Agent(id, AgentPresence.Offline, EntityType.Agent) with { Description = AgentDescription.Empty with { Name = name } };

    private static AgentEntry Agent(string name, AgentPresence presence, EntityType type, params string[] capabilities) => new(
        new AgentKey("acme", name), type, AgentStatus.Active, "", presence, null, AgentDescription.Empty with { Capabilities = [.. capabilities] }, Scene.Start, "");
}
