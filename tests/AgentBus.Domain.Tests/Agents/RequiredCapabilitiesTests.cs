using AgentBus.Domain.Agents;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Agents;

public sealed class RequiredCapabilitiesTests
{
    private static readonly AgentKey Alice = new("acme", "alice");
    private static readonly AgentKey Bob = new("acme", "bob");
    private static readonly AgentKey Nobody = new("acme", "nobody");

    private readonly RequiredCapabilities _known = new(new Dictionary<AgentKey, Result<AgentEntry>>
    {
        [Alice] = Entry(Alice, "search@2", "plan"),
        [Bob] = Entry(Bob),
        [Nobody] = AgentLifecycle.NotRegistered,
    });

    [Theory]
    [InlineData("search")]
    [InlineData("search@2")]
    [InlineData("plan")]
    [InlineData("")]
    public void A_receiver_that_has_what_is_asked_for_gets_the_message(string wanted) => _known.Judge(wanted, Alice).ShouldBeNull();

    [Theory]
    [InlineData("search@1")]
    [InlineData("plan@1")]
    [InlineData("Search")]
    [InlineData("@")]
    public void A_receiver_that_lacks_it_in_that_version_does_not(string wanted) =>
        _known.Judge(wanted, Alice).ShouldNotBeNull().Code.ShouldBe(Code.CapabilityMissing);

    [Fact]
    public void What_nobody_asks_for_nobody_lacks() => RequiredCapabilities.None.Judge("", Bob).ShouldBeNull();

    [Fact]
    public void An_agent_that_is_not_registered_is_refused_as_such() => _known.Judge("search", Nobody).ShouldBe(AgentLifecycle.NotRegistered);

    [Fact]
    public void A_receiver_of_whom_nothing_is_known_is_refused() =>
        RequiredCapabilities.None.Judge("search", Alice).ShouldNotBeNull().Code.ShouldBe(Code.CapabilityMissing);

    private static AgentEntry Entry(AgentKey agent, params string[] capabilities) => new(
        agent, EntityType.Agent, AgentStatus.Active, "", AgentPresence.Online, null, AgentDescription.Empty with { Capabilities = [.. capabilities] }, Scene.Start, "");
}
