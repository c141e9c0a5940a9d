using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Registry;

public sealed class DirectoryTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task An_agent_is_found_by_id_and_by_what_it_can_do_within_its_tenant_only()
    {
        var (tenant, rival) = (cluster.Tenant(), cluster.Tenant());
        var (alice, bob, mallory) = (Agent(tenant, "alice"), Agent(tenant, "bob"), Agent(rival, "mallory"));
        await alice.ConnectAsync(DescribedAgents.Version("1.2", "search@2", "plan"));
        var session = await bob.ConnectAsync(DescribedAgents.Version("1", "cook"));
        var spying = await mallory.ConnectAsync(DescribedAgents.Version("1", "search"));
        await FoundAsync(bob, session, "search", "alice");
        await FoundAsync(bob, session, "search@2", "alice");
        await FoundAsync(bob, session, "search@1", "");
        await FoundAsync(mallory, spying, "search", "mallory");

        var found = (await cluster.Lookup(bob).GetAsync(session, "alice")).Value.ShouldNotBeNull();

        (found.Type, found.Status, found.Presence, found.Origin).ShouldBe((EntityType.Agent, AgentStatus.Active, AgentPresence.Online, ""));
        found.Description.ShouldBe(DescribedAgents.Version("1.2", "search@2", "plan"), new DescriptionComparer());
        found.LastSeen.ShouldNotBeNull();
        (await cluster.Lookup(mallory).GetAsync(spying, "alice")).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.AgentNotRegistered);
        (await cluster.Lookup(bob).GetAsync(session, "nobody")).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.AgentNotRegistered);
    }

    [Fact]
    public async Task The_end_of_the_last_session_makes_an_agent_offline()
    {
        var tenant = cluster.Tenant();
        var (alice, bob) = (Agent(tenant, "alice"), Agent(tenant, "bob"));
        var session = await bob.ConnectAsync(DescribedAgents.Version("1"));
        var leaving = await alice.ConnectAsync(DescribedAgents.Version("1"));
        await PresentAsync(bob, session, "alice", AgentPresence.Online);
        await alice.Grain.CloseSessionAsync(leaving);

        await PresentAsync(bob, session, "alice", AgentPresence.Offline);
    }

    [Fact]
    public async Task Looking_needs_a_session_and_the_right_to_the_subject()
    {
        var tenant = cluster.Tenant(settings => settings with { Roles = settings.Roles.Add(new RoleSettings("mute", ["ace.comms.agent.channel.*"])) });
        var alice = Agent(tenant, "alice");
        var mute = new TestAgent(cluster.Outside, tenant, "mute") { Principal = alice.Principal with { Agent = new AgentKey(tenant, "mute"), Roles = ["mute"] } };
        var session = await mute.ConnectAsync(DescribedAgents.Version("1"));

        (await cluster.Lookup(mute).FindAsync(session, new AgentQuery())).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.PermissionDenied);
        (await cluster.Lookup(mute).GetAsync(session, "mute")).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.PermissionDenied);
        (await cluster.Lookup(mute).FindAsync(new SessionToken("x", "y"), new AgentQuery())).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.SessionExpired);
    }

    [Fact]
    public async Task An_unregistered_agent_is_not_found_and_may_register_again()
    {
        var tenant = cluster.Tenant();
        var (alice, bob) = (Agent(tenant, "alice"), Agent(tenant, "bob"));
        var watching = await bob.ConnectAsync(DescribedAgents.Version("1"));
        var session = await alice.ConnectAsync(DescribedAgents.Version("1", "search"));
        await FoundAsync(bob, watching, "search", "alice");
        (await alice.Admin.UnregisterAsync(session)).ShouldBeNull();
        await FoundAsync(bob, watching, "search", "");
        (await alice.Admin.UnregisterAsync(session)).ShouldNotBeNull().Code.ShouldBe(Code.AgentNotRegistered);
        (await cluster.Hosted.GetGrain<IAgentAdmin>(alice.Key.GrainKey).DescribeAsync()).ShouldBeNull();

        (await alice.Admin.RegisterAsync(session, DescribedAgents.Version("2", "search"))).ShouldBeNull();
        await FoundAsync(bob, watching, "search", "alice");
    }

    [Fact]
    public async Task A_disabled_agent_is_shown_as_what_the_settings_say()
    {
        var tenant = cluster.Tenant();
        var (alice, bob) = (Agent(tenant, "alice"), Agent(tenant, "bob"));
        var session = await bob.ConnectAsync(DescribedAgents.Version("1"));
        await alice.ConnectAsync(DescribedAgents.Version("1"));
        (await cluster.Operate(tenant).SetAgentAsync("alice", disabled: true, "olga")).Refusal.ShouldBeNull();

        await Eventually.HoldsAsync(
            "alice is disabled and offline",
            async () => (await cluster.Lookup(bob).GetAsync(session, "alice")).Value is { Status: AgentStatus.Disabled, Presence: AgentPresence.Offline });
        (await cluster.Lookup(bob).FindAsync(session, new AgentQuery(Status: AgentStatus.Active))).Value!.Agents.ShouldHaveSingleItem().Agent.ShouldBe(bob.Key);
    }

    [Fact]
    public async Task Agents_of_an_outside_registry_are_shown_where_we_have_none_of_that_name()
    {
        var tenant = cluster.Tenant();
        var bob = Agent(tenant, "bob");
        var session = await bob.ConnectAsync(DescribedAgents.Version("1", "cook"));
        await FoundAsync(bob, session, "cook", "bob");
        var directory = cluster.Hosted.GetGrain<IAgentDirectory>(new TenantKey(tenant).AgentsKey);
        (await directory.ImportAsync("ace", [Outside(tenant, "bob"), Outside(tenant, "carol"), Outside("other", "dave")])).ShouldBe(["bob"]);
        (await directory.ImportAsync("lap", [Outside(tenant, "carol"), Outside(tenant, "erin")])).ShouldBe(["carol"]);
        await FoundAsync(bob, session, "cook", "bob,carol,erin");
        (await cluster.Lookup(bob).GetAsync(session, "bob")).Value.ShouldNotBeNull().Origin.ShouldBe("");
        (await cluster.Lookup(bob).GetAsync(session, "carol")).Value.ShouldNotBeNull().Origin.ShouldBe("ace");

        (await directory.ImportAsync("ace", [])).ShouldBeEmpty();
        await FoundAsync(bob, session, "cook", "bob,erin");
    }

    private TestAgent Agent(string tenant, string name) => new(cluster.Outside, tenant, name);

    private static OutsideAgent Outside(string tenant, string name) =>
        new(new AgentKey(tenant, name), EntityType.Agent, DescribedAgents.Version("1", "cook"), DateTimeOffset.UnixEpoch);

    private Task FoundAsync(TestAgent asker, SessionToken session, string capability, string agents) => Eventually.HoldsAsync(
        $"who can {capability} is {agents}",
        async () => string.Join(',', (await cluster.Lookup(asker).FindAsync(session, new AgentQuery(capability))).Value!.Agents.Select(static entry => entry.Agent.Agent)) == agents);

    private Task PresentAsync(TestAgent asker, SessionToken session, string agent, AgentPresence presence) => Eventually.HoldsAsync(
        $"{agent} is {presence}", async () => (await cluster.Lookup(asker).GetAsync(session, agent)).Value?.Presence == presence);
}
