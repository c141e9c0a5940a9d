using AgentBus.Cluster.Tests.Support;
using AgentBus.Cluster.Tests.Telemetry;
using AgentBus.Domain.Deliberation;
using AgentBus.Grains.Telemetry;
using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>Reviewers are told of cases in a room of their own (DEL-08, DEL-15), and what people say is counted (DEL-13).</summary>
public sealed class ReviewRoomTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private static readonly ChannelName Notices = new("ace-hitl", ReviewRoom.Channel);

    [Fact]
    public async Task The_room_is_told_when_people_are_asked_when_more_are_and_what_comes_of_it()
    {
        var tenant = HeldScene.Tenant(cluster, new ReviewRule { Name = "two", Quorum = 2, Escalations = [new EscalationLevel(TimeSpan.FromMinutes(30), ["lead"])] });
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        using var ben = await Reviewer.OpenAsync(cluster, tenant, "ben");
        var follower = await FollowerAsync(tenant, "rita", "human", "reviewer");

        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice, "deploy the secret plan"));
        (await ann.Case(held).EscalateAsync(ann.Caller, "somebody of the leads")).Refusal.ShouldBeNull();
        await ann.VoteAsync(held, VoteChoice.Approve);
        await ben.VoteAsync(held, VoteChoice.Approve);

        IReadOnlyList<Wire.Envelope> told = [];
        await Eventually.HoldsAsync("three notices", async () => (told = await NoticesAsync(follower)).Count == 3);
        told.Select(static notice => notice.Action).ShouldBe(["case_open", "case_escalate", "case_decided"]);
        told.Select(static notice => notice.MessageType).ShouldBe(
            [Wire.MessageType.GovernanceRequest, Wire.MessageType.GovernanceRequest, Wire.MessageType.GovernanceResponse]);
        told.ShouldAllBe(notice => notice.FromAgent == "sys-bus" && notice.Payload.Fields["case_id"].StringValue == held);
        told[1].Payload.Fields["roles"].StringValue.ShouldBe("admin,lead,reviewer");
        told[0].Payload.Fields["digest"].StringValue.ShouldBe((await ann.ShowAsync(held)).Digest);
        told[2].Payload.Fields["state"].StringValue.ShouldBe("delivered");
        string.Join('\n', told.Select(static notice => notice.ToString())).ShouldNotContain("alice", Case.Insensitive, "who sent it where, and what it says, is for those who may see the case");
        string.Join('\n', told.Select(static notice => notice.ToString())).ShouldNotContain("secret plan");
        (await ann.ListAsync()).Open.ShouldBe(0, "a notice is held by nobody");
    }

    [Fact]
    public async Task Only_reviewers_follow_it_and_a_tenant_that_names_no_room_has_none()
    {
        var tenant = HeldScene.Tenant(cluster);
        var silent = cluster.Tenant(static settings => HeldScene.With(settings) with { Deliberation = new DeliberationSettings { UnsignedVotes = true, Room = "" } });
        var alice = await cluster.AgentAsync(tenant, "alice");
        var reviewer = await FollowerAsync(tenant, "rita", "human", "reviewer");
        var elsewhere = await FollowerAsync(silent, "rita", "human", "reviewer");

        (await alice.Grain.SubscribeAsync(new SubscribeRequest(alice.Token, Notices))).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.PermissionDenied);
        (await alice.ReadAsync(Notices, default, 10)).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.PermissionDenied);
        (await alice.SendAsync(alice.Message("let it pass") with { Room = Notices.Room, Channel = Notices.Channel }))[0].Code.ShouldBe(Code.PermissionDenied);
        (await reviewer.Grain.SubscribeAsync(new SubscribeRequest(reviewer.Token, Notices))).Refusal.ShouldBeNull();
        (await elsewhere.Grain.SubscribeAsync(new SubscribeRequest(elsewhere.Token, Notices))).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.NotFound);
        var bob = await cluster.AgentAsync(silent, "bob");
        using var ann = await Reviewer.OpenAsync(cluster, silent, "ann");
        (await ann.VoteAsync(await HeldScene.HoldAsync(bob, HeldScene.Deployment(bob)), VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);
    }

    [Fact]
    public async Task Cases_votes_and_decisions_are_counted_and_how_long_people_took()
    {
        var tenant = HeldScene.Tenant(cluster, new ReviewRule { Name = "two", Quorum = 2 });
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        using var ben = await Reviewer.OpenAsync(cluster, tenant, "ben");
        using var reading = new MeterReading(cluster.Silo<AdmissionMeter>().Meter);
        var approved = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice, "one"));
        var withdrawn = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice, "two"));
        await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice, "three"));
        await ann.VoteAsync(approved, VoteChoice.Approve);
        await ben.VoteAsync(approved, VoteChoice.Approve);
        await ann.Case(withdrawn).CancelAsync(new CaseCaller(alice.Key, alice.Token), "wrong version");
        reading.Observe();

        reading["agentbus_cases_opened_total{round=first}"].ShouldBe(3);
        reading["agentbus_case_votes_total{vote=approve}"].ShouldBe(2);
        reading["ace_comms_hitl_approvals_total{status=approved}"].ShouldBe(1);
        reading["ace_comms_hitl_approvals_total{status=cancelled}"].ShouldBe(1);
        reading["agentbus_case_wait_seconds{status=approved}"].ShouldNotBeNull();
        reading["agentbus_cases_open"].ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(1);
    }

    private async Task<TestAgent> FollowerAsync(string tenant, string name, params string[] roles)
    {
        var session = new TestAgent(cluster.Outside, tenant, name) { Principal = Reviewer.Person(tenant, name, roles) };
        await session.OpenAsync(SessionKind.Side);
        return session;
    }

    private static async Task<IReadOnlyList<Wire.Envelope>> NoticesAsync(TestAgent follower) =>
        [.. (await follower.ReadAsync(Notices, default, 100)).Value.ShouldNotBeNull().Messages.Select(static message => Wire.Envelope.Parser.ParseFrom(message.Envelope.Span))];
}
