using System.Text.Json;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Tenants;

public sealed class IsolationTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task A_room_of_another_tenant_answers_as_one_that_does_not_exist()
    {
        const string Foreign = "theirs";
        cluster.Tenant(settings => settings with { Rooms = [settings.Rooms[0] with { Name = Foreign }] });
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");

        var answers = new List<string>();
        foreach (var room in new[] { Foreign, "nowhere" })
        {
            var channel = new ChannelName(room, Settings.Channel);
            var subscribed = await agent.Grain.SubscribeAsync(new SubscribeRequest(agent.Token, channel));
            var read = await agent.ReadAsync(channel, default, 10);
            var sent = await agent.SendAsync(agent.Message("hello") with { Room = room });
            var left = await agent.Grain.UnsubscribeAsync(new SubscribeRequest(agent.Token, channel));
            answers.Add(JsonSerializer.Serialize(new object?[] { subscribed, read, sent[0] with { MessageId = "" }, left }));
            subscribed.Refusal!.Code.ShouldBe(Code.NotFound);
            sent[0].Code.ShouldBe(Code.NotFound);
        }

        answers[0].ShouldBe(answers[1]);
    }

    [Fact]
    public async Task Every_credential_that_is_not_valid_gets_the_same_answer()
    {
        var tenant = cluster.Tenant();
        var alice = new TestAgent(cluster.Outside, tenant, "alice");
        var ended = alice.Principal with { ExpiresAt = TimeProvider.System.GetUtcNow() };
        (IAgentGrain Grain, OpenSession Request)[] attempts =
        [
            (alice.Grain, alice.Request() with { Credential = new Credential(CredentialKind.Jwt, "rubbish") }),
            (alice.Grain, alice.Request() with { Credential = TestAuthenticator.Credential(ended) }),
            (alice.Grain, new TestAgent(cluster.Outside, tenant, "bob").Request()),
            (alice.Grain, new TestAgent(cluster.Outside, cluster.Tenant(), "alice").Request()),
            (cluster.Outside.GetGrain<IAgentGrain>("unknown/alice"), alice.Request()),
            (cluster.Outside.GetGrain<IAgentGrain>("unknown/alice"), new TestAgent(cluster.Outside, "unknown", "alice").Request()),
        ];

        var answers = new HashSet<string>();
        foreach (var (grain, request) in attempts)
        {
            answers.Add(JsonSerializer.Serialize(await grain.OpenSessionAsync(request, null)));
        }

        answers.ShouldHaveSingleItem().ShouldBe(JsonSerializer.Serialize<Result<SessionOpened>>(Refusal.Unauthenticated));
    }

    [Fact]
    public async Task A_message_that_names_another_tenant_is_refused_counted_and_recorded()
    {
        var foreign = cluster.Tenant();
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");

        var known = (await agent.SendAsync(agent.Message("hello") with { TenantId = foreign }))[0];
        var unknown = (await agent.SendAsync(agent.Message("hello") with { TenantId = "nowhere" }))[0];

        (known with { MessageId = "" }).ShouldBe(unknown with { MessageId = "" });
        known.Code.ShouldBe(Code.NotFound);
        await Eventually.HoldsAsync("the tenant counts two violations", async () => (await cluster.Operate(tenant).CountsAsync()).Value!.Violations == 2);
        await Eventually.HoldsAsync(
            "evidence names the attempt",
            () => cluster.Journal.Evidence.Any(row => row.Tenant == tenant && row.Kind == EvidenceKind.CrossTenantAttempt && row.Actor == "alice"));
    }

    [Fact]
    public async Task An_unknown_tenant_leaves_no_state()
    {
        var agent = new TestAgent(cluster.Outside, "ghost", "alice");

        (await agent.Grain.OpenSessionAsync(agent.Request() with { Description = AgentDescription.Empty with { Name = "Ghost" } }, null)).IsOk.ShouldBeFalse();
        (await agent.Grain.SendAsync(TestAgent.Request(new SessionToken("", ""), agent.Message("hello")))).Refusal!.Code.ShouldBe(Code.SessionExpired);
        (await cluster.Hosted.GetGrain<IRoomDirectory>("ghost/ops").DescribeAsync()).Refusal!.Code.ShouldBe(Code.NotFound);
        (await cluster.Hosted.GetGrain<IRoomGrain>("ghost/ops:general").MembersAsync()).ShouldBeEmpty();
        (await cluster.Operate("ghost").ShowAsync()).Refusal!.Code.ShouldBe(Code.NotFound);
        (await cluster.Operate("ghost").SetStatusAsync(TenantStatus.LockedDown, "op")).Refusal!.Code.ShouldBe(Code.NotFound);

        cluster.States.Written.ShouldNotContain(grain => grain.ToString().Contains("ghost"));
        cluster.Journal.Evidence.ShouldNotContain(row => row.Tenant == "ghost");
    }
}
