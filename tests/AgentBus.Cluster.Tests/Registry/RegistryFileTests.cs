using System.Text;
using AgentBus.Model;
using AgentBus.Silo.Registries;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Cluster.Tests.Registry;

public sealed class RegistryFileTests
{
    private const string Sample = """{"version":1,"agents":[{"id":"carol","type":"service","status":"active","name":"Carol","version":"2","capabilities":["cook@1","plan"],"registered_at":"2030-01-02T12:00:00Z","more":[1]}]}""";

    [Fact]
    public void A_file_names_agents_of_the_tenant_that_it_belongs_to()
    {
        var carol = Read(Sample).ShouldHaveSingleItem();

        (carol.Agent, carol.Type, carol.UpdatedAt).ShouldBe((new AgentKey("acme", "carol"), EntityType.Service, new DateTimeOffset(2030, 1, 2, 12, 0, 0, TimeSpan.Zero)));
        (carol.Description.Name, carol.Description.Version).ShouldBe(("Carol", "2"));
        carol.Description.Capabilities.ShouldBe(["cook@1", "plan"]);
        carol.Description.Metadata.ShouldBeEmpty();
    }

    [Fact]
    public void An_id_is_enough() =>
        Read("""{"version":1,"agents":[{"id":"carol"}]}""").ShouldHaveSingleItem().Type.ShouldBe(EntityType.Agent);

    [Theory]
    [InlineData("registered", 1)]
    [InlineData("suspended", 0)]
    [InlineData("disabled", 0)]
    [InlineData("retired", 0)]
    [InlineData("unregistered", 0)]
    public void Only_who_can_be_reached_there_is_taken(string status, int count) =>
        Read(Sample.Replace("active", status, StringComparison.Ordinal)).Length.ShouldBe(count);

    [Theory]
    [InlineData("", "no registry file")]
    [InlineData("[]", "no registry file")]
    [InlineData("""{"version":1}""", "no registry file")]
    [InlineData("""{"version":2,"agents":[]}""", "version")]
    [InlineData("""{"version":1,"agents":{}}""", "no registry file")]
    [InlineData("""{"version":1,"agents":["carol"]}""", "no registry file")]
    [InlineData("""{"version":1,"agents":[{}]}""", "agents[0].id")]
    [InlineData("""{"version":1,"agents":[{"id":"a b"}]}""", "agents[0].id")]
    [InlineData("""{"version":1,"agents":[{"id":"sys-bus"}]}""", "agents[0].id")]
    [InlineData("""{"version":1,"agents":[{"id":"a"},{"id":"a"}]}""", "agents[1].id")]
    [InlineData("""{"version":1,"agents":[{"id":"a","type":"group"}]}""", "agents[0].type")]
    [InlineData("""{"version":1,"agents":[{"id":"a","type":"robot"}]}""", "agents[0].type")]
    [InlineData("""{"version":1,"agents":[{"id":"a","status":"new"}]}""", "agents[0].status")]
    [InlineData("""{"version":1,"agents":[{"id":"a","name":"x\ny"}]}""", "agents[0].name")]
    [InlineData("""{"version":1,"agents":[{"id":"a","name":"\ud800"}]}""", "no registry file")]
    [InlineData("""{"version":1,"agents":[{"id":"a","version":1}]}""", "no registry file")]
    [InlineData("""{"version":1,"agents":[{"id":"a","capabilities":["x",null]}]}""", "agents[0].capabilities[1]")]
    [InlineData("""{"version":1,"agents":[{"id":"a","registered_at":"yesterday"}]}""", "agents[0].registered_at")]
    public void What_is_no_registry_file_is_taken_not_at_all_and_says_where(string text, string place) =>
        Should.Throw<FormatException>(() => Read(text)).Message.ShouldContain(place);

    [Fact]
    public void A_file_of_too_many_agents_is_refused()
    {
        var agents = string.Join(',', Enumerable.Range(0, 10_001).Select(static i => $$"""{"id":"a{{i}}"}"""));

        Should.Throw<FormatException>(() => Read($$"""{"version":1,"agents":[{{agents}}]}""")).Message.ShouldContain("10000");
    }

    [Fact]
    public void What_one_bus_publishes_another_reads_and_metadata_stay_at_home()
    {
        var entry = Entry("alice", AgentStatus.Active);

        var file = RegistryFile.Write([entry, Entry("bob", AgentStatus.Suspended)]);

        var alice = RegistryFile.Read(file, "other").ShouldHaveSingleItem();
        (alice.Agent, alice.Type, alice.UpdatedAt).ShouldBe((new AgentKey("other", "alice"), entry.Type, entry.RegisteredAt));
        alice.Description.Capabilities.ShouldBe(entry.Description.Capabilities);
        Encoding.UTF8.GetString(file).ShouldNotContain("secret");
        RegistryFile.Write([entry, Entry("bob", AgentStatus.Suspended)]).ShouldBe(file);
    }

    [Fact]
    public void Bytes_of_any_kind_are_read_or_refused_and_nothing_else() =>
        Prop.ForAll(
            Gen.Choose(0, Sample.Length - 1).Two().Zip(Gen.Choose(0, 255).ArrayOf()).ToArbitrary(),
            static change =>
            {
                var ((from, to), bytes) = change;
                var text = Encoding.UTF8.GetBytes(Sample);
                byte[] broken = [.. text[..Math.Min(from, to)], .. bytes.Select(static value => (byte)value), .. text[Math.Max(from, to)..]];
                try
                {
                    RegistryFile.Read(broken, "acme");
                }
                catch (FormatException)
                {
                    // Refused.
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    internal static AgentEntry Entry(string name, AgentStatus status, string origin = "") => new(
        new AgentKey("acme", name),
        EntityType.Agent,
        status,
        "",
        AgentPresence.Online,
        null,
        DescribedAgents.Version("1", "cook@1") with { Metadata = AgentDescription.Empty.Metadata.Add("key", "secret") },
        new DateTimeOffset(2030, 1, 2, 12, 0, 0, TimeSpan.Zero),
        origin);

    private static System.Collections.Immutable.ImmutableArray<OutsideAgent> Read(string text) => RegistryFile.Read(Encoding.UTF8.GetBytes(text), "acme");
}
