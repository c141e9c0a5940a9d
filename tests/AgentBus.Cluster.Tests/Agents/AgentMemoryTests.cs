using System.Text;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Agents;

public sealed class AgentMemoryTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private static readonly ChannelName General = new(Settings.Room, Settings.Channel);

    [Fact]
    public async Task Memberships_are_told_with_the_positions_that_were_acknowledged()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        await alice.SubscribeAsync();
        await alice.SubscribeAsync(channel: "side-talk");
        await NoteAsync(alice, new Position(7, 3));

        var memberships = (await Memory(alice).MembershipsAsync(alice.Token)).Value!.Channels;

        memberships.ShouldBe(
        [
            new Membership(Settings.General(tenant), new Position(7, 3)),
            new Membership(Settings.General(tenant) with { Channel = "side-talk" }, default),
        ]);
    }

    [Fact]
    public async Task A_subscription_begins_where_it_was_asked_to()
    {
        var alice = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var first = await alice.SendAsync("one");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => alice.SendAsync("more")));
        var at = (await alice.ReadAsync()).Value!.Messages[0].AcceptedAt;

        (await SubscribeAsync(alice)).Start.ShouldBeNull();
        (await SubscribeAsync(alice, since: at)).Start.ShouldBe(new Position(first.Position.Epoch, 0));
        (await SubscribeAsync(alice, since: DateTimeOffset.MaxValue)).Start.ShouldBe(first.Position with { Sequence = 6 });
        (await SubscribeAsync(alice, fromAcknowledged: true)).Start.ShouldBe(default(Position));
        await NoteAsync(alice, first.Position with { Sequence = 4 });
        (await SubscribeAsync(alice, fromAcknowledged: true)).Start.ShouldBe(first.Position with { Sequence = 4 });
    }

    [Fact]
    public async Task An_acknowledgement_is_noted_where_it_belongs_to_this_history_and_no_further_than_its_head()
    {
        var alice = await cluster.AgentAsync(cluster.Tenant(), "alice");
        await alice.SubscribeAsync();
        var head = (await alice.SendAsync([.. Enumerable.Range(0, 5).Select(i => alice.Message($"{i}"))]))[4].Position;

        await AcknowledgeAsync(head with { Sequence = 3 });
        (await AcknowledgedAsync()).ShouldBe(head with { Sequence = 3 });
        await AcknowledgeAsync(head with { Sequence = 2 });
        await AcknowledgeAsync(new Position(head.Epoch + 1, 1));
        await AcknowledgeAsync(default);
        (await AcknowledgedAsync()).ShouldBe(head with { Sequence = 3 });
        await AcknowledgeAsync(head with { Sequence = long.MaxValue });
        (await AcknowledgedAsync()).ShouldBe(head);

        async Task AcknowledgeAsync(Position position) =>
            (await cluster.Outside.GetGrain<IAgentInbox>(alice.Key.GrainKey).SettleAsync(
                new SettleRequest(alice.Token, General, position.Epoch, position.Sequence, []))).ShouldBeNull();

        async Task<Position> AcknowledgedAsync() => (await Memory(alice).MembershipsAsync(alice.Token)).Value!.Channels[0].Acknowledged;
    }

    [Fact]
    public async Task History_leaves_out_what_the_reader_may_not_see_and_still_pages_over_it()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        var low = new TestAgent(cluster.Outside, tenant, "low") { Principal = alice.Principal with { Agent = new AgentKey(tenant, "low"), Clearance = 0 } };
        await low.OpenAsync();
        for (var i = 1; i <= 6; i++)
        {
            await alice.SendAsync(alice.Message($"{i}") with { Classification = i % 2 == 0 ? Classification.Secret : Classification.Public });
        }

        List<string> seen = [];
        var next = 0L;
        do
        {
            var page = (await Memory(low).ReadHistoryAsync(
                new HistoryRequest(low.Token, General, new HistoryQuery(new Position(0, next), null, 0, 2)))).Value!;
            seen.AddRange(page.Messages.Select(TestAgent.Text));
            next = page.Next;
        }
        while (next != 0);

        seen.ShouldBe(["1", "3", "5"]);
    }

    [Fact]
    public async Task History_of_a_channel_that_may_not_be_read_or_is_not_there_is_refused()
    {
        var alice = await cluster.AgentAsync(cluster.Tenant(), "alice");

        (await Memory(alice).ReadHistoryAsync(new HistoryRequest(alice.Token, new ChannelName("nowhere", "x"), new HistoryQuery(null, null, 0, 0))))
            .Refusal!.Code.ShouldBe(Code.NotFound);
    }

    [Fact]
    public async Task A_context_outlasts_the_session_and_belongs_to_its_agent_alone()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        var bob = await cluster.AgentAsync(tenant, "bob");
        var written = (await WriteAsync(alice, 0, "one")).Value!;

        await alice.OpenAsync();

        var read = (await ReadAsync(alice)).Value!;
        (read.Revision, Encoding.UTF8.GetString(read.State.Span)).ShouldBe((written.Revision, "one"));
        (await ReadAsync(bob)).Value!.Revision.ShouldBe(0);
    }

    [Fact]
    public async Task A_write_over_an_unseen_change_is_refused_and_changes_nothing()
    {
        var alice = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var first = (await WriteAsync(alice, 0, "one")).Value!;
        (await WriteAsync(alice, 0, "lost")).Refusal!.Code.ShouldBe(Code.RevisionConflict);
        var second = (await WriteAsync(alice, first.Revision, "two")).Value!;
        (await WriteAsync(alice, first.Revision, "lost")).Refusal!.Code.ShouldBe(Code.RevisionConflict);

        var read = (await ReadAsync(alice)).Value!;
        (read.Revision, Encoding.UTF8.GetString(read.State.Span)).ShouldBe((second.Revision, "two"));
    }

    [Fact]
    public async Task Without_a_session_nothing_is_told()
    {
        var alice = await cluster.AgentAsync(cluster.Tenant(), "alice");
        await WriteAsync(alice, 0, "one");
        var stranger = new SessionToken(alice.Token.Id, new string('0', 64));

        (await Memory(alice).MembershipsAsync(stranger)).Refusal!.Code.ShouldBe(Code.SessionExpired);
        (await Memory(alice).ReadContextAsync(new ContextRead(stranger, "talk"))).Refusal!.Code.ShouldBe(Code.SessionExpired);
        (await Memory(alice).ReadHistoryAsync(new HistoryRequest(stranger, General, new HistoryQuery(null, null, 0, 0)))).Refusal!.Code.ShouldBe(Code.SessionExpired);
    }

    private IAgentMemory Memory(TestAgent agent) => cluster.Outside.GetGrain<IAgentMemory>(agent.Key.GrainKey);

    private Task<bool> NoteAsync(TestAgent agent, Position position) =>
        cluster.Silo<IPositionStore>().NoteAsync(agent.Key, [new(Settings.General(agent.Key.Tenant), position)]);

    private Task<Result<SessionContext>> WriteAsync(TestAgent agent, long revision, string state) =>
        Memory(agent).WriteContextAsync(new ContextWrite(agent.Token, "talk", revision, Encoding.UTF8.GetBytes(state), ReadOnlyMemory<byte>.Empty, TimeSpan.Zero));

    private Task<Result<SessionContext>> ReadAsync(TestAgent agent) => Memory(agent).ReadContextAsync(new ContextRead(agent.Token, "talk"));

    private static async Task<SubscriptionGranted> SubscribeAsync(TestAgent agent, DateTimeOffset? since = null, bool fromAcknowledged = false)
    {
        var granted = await agent.Grain.SubscribeAsync(new SubscribeRequest(agent.Token, General, since, fromAcknowledged));
        granted.Refusal.ShouldBeNull();
        return granted.Value!;
    }
}
