using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>Votes that come as GOVERNANCE_RESPONSE messages count as those over HTTP do, and are refused as those are (DEL-15).</summary>
public sealed class BallotMessageTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private const string Room = "ace-hitl";

    [Fact]
    public async Task A_signed_vote_in_the_room_lets_the_message_go_and_the_room_has_it()
    {
        var scene = await BeginAsync();
        var held = await HeldScene.HoldAsync(scene.Alice, HeldScene.Deployment(scene.Alice));

        var receipt = await VoteAsync(scene.Ann, held, await scene.SignedAsync(held, VoteChoice.Approve));

        receipt.Outcome.ShouldBe(Outcome.Delivered, receipt.Reason);
        (await scene.Case.ShowAsync(held)).Summary.State.ShouldBe(CaseState.Delivered);
        (await HeldScene.TextsAsync(scene.Alice)).ShouldBe(["deploy 4.2"]);
        (await VotesInRoomAsync(scene.Ann)).ShouldHaveSingleItem().Payload.Fields["vote"].StringValue.ShouldBe("approve");
    }

    [Fact]
    public async Task A_vote_with_a_wrong_a_replayed_or_no_signature_counts_for_nothing_and_is_not_in_the_room()
    {
        var scene = await BeginAsync(new ReviewRule { Name = "two", Quorum = 2 });
        var held = await HeldScene.HoldAsync(scene.Alice, HeldScene.Deployment(scene.Alice));
        var other = await HeldScene.HoldAsync(scene.Alice, HeldScene.Deployment(scene.Alice, "another"));
        var approved = await scene.SignedAsync(held, VoteChoice.Approve);

        (await VoteAsync(scene.Ann, held, approved with { Choice = VoteChoice.Reject })).Code.ShouldBe(Code.SignatureInvalid);
        (await VoteAsync(scene.Ann, held, approved with { Signature = "", KeyId = "" })).Code.ShouldBe(Code.SignatureInvalid);
        (await VoteAsync(scene.Ben, held, approved)).Code.ShouldBe(Code.SignatureInvalid, "it is not Ben's");
        (await VoteAsync(scene.Ann, other, approved with { Digest = (await scene.Case.ShowAsync(other)).Digest })).Code.ShouldBe(Code.SignatureInvalid, "it is not on that case");
        (await VoteAsync(scene.Ann, held, approved)).Outcome.ShouldBe(Outcome.Delivered);
        (await VoteAsync(scene.Ann, held, await scene.SignedAsync(held, VoteChoice.Reject))).Outcome.ShouldBe(Outcome.Delivered);
        (await VoteAsync(scene.Ann, held, approved)).Code.ShouldBe(Code.SignatureInvalid, "it was taken before, and taken back");

        var standing = (await scene.Case.ShowAsync(held)).Summary;
        (standing.Approvals, standing.Rejections).ShouldBe((0, 1));
        (await VotesInRoomAsync(scene.Ann)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_late_vote_one_of_the_owner_of_a_machine_and_of_another_tenant_are_refused()
    {
        var scene = await BeginAsync();
        var elsewhere = await BeginAsync();
        var owned = new TestAgent(cluster.Outside, scene.Tenant, "owned");
        owned = new TestAgent(cluster.Outside, scene.Tenant, "owned") { Principal = owned.Principal with { Owner = "ann" } };
        await owned.OpenAsync();
        var robot = await OpenAsync(scene.Tenant, "robot", person: "");
        var held = await HeldScene.HoldAsync(scene.Alice, HeldScene.Deployment(scene.Alice));
        var own = await HeldScene.HoldAsync(owned, HeldScene.Deployment(owned));

        (await VoteAsync(scene.Ann, own, await scene.SignedAsync(own, VoteChoice.Approve))).Reason.ShouldBe(CaseRefusals.OwnCase.Reason);
        (await VoteAsync(robot, held, await scene.SignedAsync(held, VoteChoice.Approve))).Reason.ShouldBe(CaseRefusals.NotAPerson.Reason, "a key is nobody's own");
        (await VoteAsync(scene.Alice, held, await scene.SignedAsync(held, VoteChoice.Approve))).Code.ShouldBe(Code.PermissionDenied, "agents may not speak in the room");
        (await VoteAsync(elsewhere.Ann, held, await scene.SignedAsync(held, VoteChoice.Approve))).Code.ShouldBe(Code.NotFound, "the case is in another tenant");
        await VoteAsync(scene.Ann, held, await scene.SignedAsync(held, VoteChoice.Reject));
        (await VoteAsync(scene.Ann, held, await scene.SignedAsync(held, VoteChoice.Approve))).Code.ShouldBe(Code.CaseClosed);
        (await VotesInRoomAsync(scene.Ann)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_no_vote_is_refused_and_what_is_no_response_is_a_message_like_any()
    {
        var scene = await BeginAsync();
        var empty = scene.Ann.Message("yes") with { Room = Room, Channel = ReviewRoom.Channel, Type = MessageType.GovernanceResponse };

        (await scene.Ann.SendAsync(empty))[0].Code.ShouldBe(Code.MessageInvalid);
        (await scene.Ann.SendAsync(scene.Ann.Message("who has time?") with { Room = Room, Channel = ReviewRoom.Channel }))[0].Outcome.ShouldBe(Outcome.Delivered);
    }

    private async Task<Scene> BeginAsync(params ReviewRule[] rules)
    {
        var ann = await Reviewer.OpenAsync(cluster, HeldScene.Tenant(cluster), "ann");
        var tenant = cluster.Tenant(settings => HeldScene.With(settings) with { Deliberation = new DeliberationSettings { Keys = [ann.PublicKey], Rules = [.. rules] } });
        return new Scene(
            tenant, ann, await Reviewer.OpenAsync(cluster, tenant, "ann"), await cluster.AgentAsync(tenant, "alice"), await OpenAsync(tenant, "ann", "ann"), await OpenAsync(tenant, "ben", "ben"));
    }

    private async Task<TestAgent> OpenAsync(string tenant, string name, string person)
    {
        var session = new TestAgent(cluster.Outside, tenant, name) { Principal = Reviewer.Person(tenant, name, ["human", "reviewer"]) with { Person = person } };
        await session.OpenAsync(SessionKind.Side);
        return session;
    }

    private static async Task<Receipt> VoteAsync(TestAgent voter, string caseId, VoteBallot ballot)
    {
        var envelope = voter.Message("") with { Room = Room, Channel = ReviewRoom.Channel, Type = MessageType.GovernanceResponse };
        var wire = TestAgent.Wire(envelope);
        wire.Payload = new Struct
        {
            Fields =
            {
                ["case_id"] = Value.ForString(caseId),
                ["vote"] = Value.ForString(CaseNames.Of(ballot.Choice)),
                ["reason"] = Value.ForString(ballot.Reason),
                ["digest"] = Value.ForString(ballot.Digest),
                ["policy_revision"] = Value.ForNumber(ballot.PolicyRevision),
                ["key_id"] = Value.ForString(ballot.KeyId),
                ["expires"] = Value.ForString(VoteText.Time(ballot.Expires)),
                ["signature"] = Value.ForString(ballot.Signature),
            },
        };
        var sent = await voter.Grain.SendAsync(new SendRequest(voter.Token, [envelope with { Encoded = wire.ToByteArray() }]));
        sent.Refusal.ShouldBeNull();
        return sent.Value!.Receipts[0];
    }

    private static async Task<IReadOnlyList<Wire.Envelope>> VotesInRoomAsync(TestAgent reader) =>
    [
        .. (await reader.ReadAsync(new ChannelName(Room, ReviewRoom.Channel), default, 100)).Value.ShouldNotBeNull().Messages
            .Select(static message => Wire.Envelope.Parser.ParseFrom(message.Envelope.Span))
            .Where(static envelope => envelope.Payload?.Fields.ContainsKey("vote") == true),
    ];

    /// <summary>A tenant in which Ann's key counts; <c>Case</c> looks at cases as she does.</summary>
    private sealed record Scene(string Tenant, Reviewer Key, Reviewer Case, TestAgent Alice, TestAgent Ann, TestAgent Ben)
    {
        public async Task<VoteBallot> SignedAsync(string caseId, VoteChoice choice) => CaseTests.SignedBy(Key, await Case.ShowAsync(caseId), Tenant, choice);
    }
}
