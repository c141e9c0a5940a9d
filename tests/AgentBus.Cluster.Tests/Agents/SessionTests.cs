using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Agents;

public sealed class SessionTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task The_newest_socket_wins()
    {
        var tenant = cluster.Tenant();
        var older = await cluster.AgentAsync(tenant, "alice");
        var newer = new TestAgent(cluster.Outside, tenant, "alice");

        (await newer.OpenAsync()).Replaced.ShouldBeTrue();

        await Eventually.HoldsAsync("the older socket is told", () => older.Endings.Count == 1);
        older.Endings.Single().Code.ShouldBe(Code.SessionReplaced);
        (await older.Grain.SendAsync(TestAgent.Request(older.Token, older.Message("late")))).Refusal!.Code.ShouldBe(Code.SessionExpired);
        (await newer.SendAsync("hello")).Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task Side_sessions_displace_none_and_end_at_sixteen()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var tokens = new List<SessionToken>();
        for (var i = 0; i < 16; i++)
        {
            tokens.Add((await agent.Grain.OpenSessionAsync(agent.Request(SessionKind.Side), null)).Value!.Token);
        }

        var tooMany = await agent.Grain.OpenSessionAsync(agent.Request(SessionKind.Side), null);
        tooMany.Refusal!.Code.ShouldBe(Code.LimitExceeded);
        (await agent.SendAsync("over the socket")).Outcome.ShouldBe(Outcome.Delivered);
        (await agent.Grain.SendAsync(TestAgent.Request(tokens[15], agent.Message("from the side")))).IsOk.ShouldBeTrue();

        await agent.Grain.CloseSessionAsync(tokens[0]);
        (await agent.Grain.OpenSessionAsync(agent.Request(SessionKind.Side), null)).IsOk.ShouldBeTrue();
        agent.Endings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_flood_of_new_credentials_ends_the_unused_sessions_of_requests_and_nothing_else()
    {
        var tenant = cluster.Tenant();
        var (agent, colleague) = (await cluster.AgentAsync(tenant, "alice"), await cluster.AgentAsync(tenant, "bob"));
        await colleague.RegisterAsync();
        var live = (await agent.Grain.OpenSessionAsync(agent.Request(SessionKind.Side), null)).Value!.Token;
        var waiting = (await agent.Grain.OpenSessionAsync(Request(agent), null)).Value!.Token;
        var ended = new TestObserver();
        var idle = (await agent.Grain.OpenSessionAsync(Request(agent), cluster.Outside.CreateObjectReference<ISessionObserver>(ended))).Value!.Token;
        var question = agent.To("bob", "are you there?", MessageType.Query);
        (await agent.Grain.SendAsync(TestAgent.Request(waiting, question) with { AwaitReply = TimeSpan.FromMinutes(1) })).IsOk.ShouldBeTrue();

        var latest = SessionToken(await agent.Grain.OpenSessionAsync(Request(agent), null));
        for (var i = 0; i < 100; i++)
        {
            latest = SessionToken(await agent.Grain.OpenSessionAsync(Request(agent), null));
        }

        await Eventually.HoldsAsync("the holder of the one that ended is told", () => ended.Endings.Count == 1);
        ended.Endings.Single().Code.ShouldBe(Code.SessionExpired);
        (await IsOpenAsync(agent, idle)).ShouldBeFalse();
        (await IsOpenAsync(agent, live)).ShouldBeTrue("a connection is open");
        (await IsOpenAsync(agent, waiting)).ShouldBeTrue("it waits for a reply");
        (await IsOpenAsync(agent, latest)).ShouldBeTrue();
        (await IsOpenAsync(agent, agent.Token)).ShouldBeTrue("it is the socket");
        (await IsOpenAsync(colleague, colleague.Token)).ShouldBeTrue();
        agent.Endings.ShouldBeEmpty();
        colleague.Endings.ShouldBeEmpty();

        static OpenSession Request(TestAgent of) => of.Request(SessionKind.Side) with { GivesWay = true };

        static SessionToken SessionToken(Result<SessionOpened> opened) => opened.Value.ShouldNotBeNull($"{opened.Refusal}").Token;
    }

    [Fact]
    public async Task Of_unused_sessions_the_one_that_was_used_lately_stays()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var request = agent.Request(SessionKind.Side) with { GivesWay = true };
        var tokens = new List<SessionToken>();
        for (var i = 0; i < 16; i++)
        {
            tokens.Add((await agent.Grain.OpenSessionAsync(request, null)).Value!.Token);
        }

        (await IsOpenAsync(agent, tokens[0])).ShouldBeTrue();
        (await agent.Grain.OpenSessionAsync(request, null)).IsOk.ShouldBeTrue();

        (await IsOpenAsync(agent, tokens[0])).ShouldBeTrue();
        (await IsOpenAsync(agent, tokens[1])).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", Code.ConstitutionalHashMissing)]
    [InlineData("0000000000000000", Code.ConstitutionalHashMismatch)]
    public async Task Another_constitution_opens_no_session(string hash, Code code)
    {
        var agent = new TestAgent(cluster.Outside, cluster.Tenant(), "alice");
        var stranger = new TestAgent(cluster.Outside, "nowhere", "alice");

        var refused = await agent.Grain.OpenSessionAsync(agent.Request(hash: hash), null);

        refused.Refusal!.Code.ShouldBe(code);
        (await stranger.Grain.OpenSessionAsync(stranger.Request(hash: hash), null)).ShouldBe(refused);
    }

    [Fact]
    public async Task A_wrong_secret_is_no_session()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var forged = agent.Token with { Secret = new string('0', agent.Token.Secret.Length) };

        (await agent.Grain.SendAsync(TestAgent.Request(forged, agent.Message("hello")))).Refusal!.Code.ShouldBe(Code.SessionExpired);
        await agent.Grain.CloseSessionAsync(forged);
        (await agent.SendAsync("hello")).Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task A_session_ends_when_its_credential_does()
    {
        var tenant = cluster.Tenant();
        var key = new AgentKey(tenant, "brief");
        var agent = new TestAgent(cluster.Outside, tenant, "brief")
        {
            Principal = new Principal(key, EntityType.Agent, ["agent"], 5, [], "brief", TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(1)),
        };
        await agent.OpenAsync();

        await Eventually.HoldsAsync("the socket is told", () => agent.Endings.Count == 1);

        agent.Endings.Single().Code.ShouldBe(Code.SessionExpired);
        (await agent.Grain.RenewSessionAsync(agent.Token, null)).Refusal!.Code.ShouldBe(Code.SessionExpired);
    }

    [Fact]
    public async Task A_new_credential_of_the_same_agent_goes_on_with_the_session()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var renewed = agent.Principal with { CredentialId = "second", Clearance = 1 };

        var answer = await agent.Grain.RenewSessionAsync(agent.Token, TestAuthenticator.Credential(renewed));

        answer.Value!.Token.ShouldBe(agent.Token);
        answer.Value.Principal.CredentialId.ShouldBe("second");
        (await agent.SubscribeAsync()).Value!.Clearance.ShouldBe(1);
    }

    [Fact]
    public async Task A_credential_of_another_agent_renews_nothing()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        var other = agent.Principal with { Agent = new AgentKey(tenant, "mallory") };

        (await agent.Grain.RenewSessionAsync(agent.Token, TestAuthenticator.Credential(other))).Refusal!.Code.ShouldBe(Code.Unauthenticated);
        (await agent.Grain.RenewSessionAsync(agent.Token, null)).Value!.Principal.Agent.ShouldBe(agent.Key);
    }

    [Fact]
    public async Task An_agent_registers_once_and_evidence_says_so()
    {
        var tenant = cluster.Tenant();
        var agent = new TestAgent(cluster.Outside, tenant, "alice");
        await agent.OpenAsync(SessionKind.Side);
        var description = new AgentDescription("Alice", "1.2", ["search"], AgentDescription.Empty.Metadata.Add("avatar", "a.png"));

        (await agent.Admin.RegisterAsync(agent.Token, description)).ShouldBeNull();

        (await agent.Admin.RegisterAsync(agent.Token, description))!.Code.ShouldBe(Code.AgentAlreadyRegistered);
        (await cluster.Hosted.GetGrain<IAgentAdmin>(agent.Key.GrainKey).DescribeAsync())!.Name.ShouldBe("Alice");
        cluster.Journal.Evidence.Count(row => row.Tenant == tenant && row.Actor == "alice").ShouldBe(1);
    }

    [Fact]
    public async Task A_socket_session_registers_its_agent_whatever_it_says_and_what_it_says_later_describes_it()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var admin = cluster.Hosted.GetGrain<IAgentAdmin>(agent.Key.GrainKey);
        (await admin.DescribeAsync()).ShouldBe(AgentDescription.Empty);

        (await agent.Admin.RegisterAsync(agent.Token, AgentDescription.Empty with { Name = "Alice" })).ShouldBeNull();
        (await agent.Admin.RegisterAsync(agent.Token, AgentDescription.Empty with { Name = "Ally" }))!.Code.ShouldBe(Code.AgentAlreadyRegistered);
        await agent.OpenAsync();

        (await admin.DescribeAsync())!.Name.ShouldBe("Alice", "who says nothing changes nothing");
    }

    [Fact]
    public async Task Without_evidence_there_is_no_registration()
    {
        var agent = new TestAgent(cluster.Outside, cluster.Tenant(), "alice");
        await agent.OpenAsync(SessionKind.Side);
        var admin = agent.Admin;
        var description = AgentDescription.Empty with { Name = "Alice" };
        cluster.Journal.FailEvidence(agent.Key.Tenant);

        (await admin.RegisterAsync(agent.Token, description))!.Code.ShouldBe(Code.StorageUnavailable);
        (await cluster.Hosted.GetGrain<IAgentAdmin>(agent.Key.GrainKey).DescribeAsync()).ShouldBeNull();
        (await admin.RegisterAsync(agent.Token, description)).ShouldBeNull();
    }

    [Fact]
    public async Task Opening_a_session_with_a_description_registers_the_agent_and_takes_its_next_version()
    {
        var agent = new TestAgent(cluster.Outside, cluster.Tenant(), "alice");
        var admin = cluster.Hosted.GetGrain<IAgentAdmin>(agent.Key.GrainKey);

        foreach (var version in new[] { "1", "1", "2" })
        {
            var request = agent.Request() with { Description = AgentDescription.Empty with { Version = version } };
            (await agent.Grain.OpenSessionAsync(request, null)).IsOk.ShouldBeTrue();
            (await admin.DescribeAsync())!.Version.ShouldBe(version);
        }

        cluster.Journal.Evidence.Count(row => row.Tenant == agent.Key.Tenant).ShouldBe(2);
    }

    [Fact]
    public async Task What_an_agent_says_over_its_socket_stands_while_that_is_open_whatever_a_side_session_says()
    {
        var agent = new TestAgent(cluster.Outside, cluster.Tenant(), "alice");
        var admin = cluster.Hosted.GetGrain<IAgentAdmin>(agent.Key.GrainKey);
        var side = agent.Request(SessionKind.Side) with { Description = AgentDescription.Empty with { Name = "A command line" } };
        await agent.OpenAsync(description: AgentDescription.Empty with { Name = "Alice" });

        (await agent.Grain.OpenSessionAsync(side, null)).IsOk.ShouldBeTrue();
        (await admin.DescribeAsync())!.Name.ShouldBe("Alice");

        await agent.Grain.CloseSessionAsync(agent.Token);
        (await agent.Grain.OpenSessionAsync(side, null)).IsOk.ShouldBeTrue();
        (await admin.DescribeAsync())!.Name.ShouldBe("A command line");
    }

    private static async Task<bool> IsOpenAsync(TestAgent agent, SessionToken session) =>
        (await agent.Grain.RenewSessionAsync(session, null)).Refusal?.Code != Code.SessionExpired;
}
