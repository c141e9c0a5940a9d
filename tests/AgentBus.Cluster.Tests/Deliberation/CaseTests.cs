using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Deliberation;

public sealed class CaseTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private static readonly ReviewRule Two = new() { Name = "two", Quorum = 2 };

    [Fact]
    public async Task What_two_reviewers_approve_is_delivered_once()
    {
        var (tenant, alice) = await BeginAsync(Two);
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        using var ben = await Reviewer.OpenAsync(cluster, tenant, "ben");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        await alice.SendAsync("goes on");

        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Open);
        (await HeldScene.TextsAsync(alice)).ShouldBe(["goes on"]);
        var decided = await ben.VoteAsync(held, VoteChoice.Approve);

        decided.Summary.State.ShouldBe(CaseState.Delivered);
        (await HeldScene.TextsAsync(alice)).ShouldBe(["goes on", "deploy 4.2"]);
        decided.History.Select(static entry => entry.What).ShouldBe(["open", "vote", "vote", "approve", "deliver"]);
        (await HeldScene.LettersAsync(cluster, tenant)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reviewer_sees_what_there_is_to_decide()
    {
        var (tenant, alice) = await BeginAsync(Two);
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));

        var view = await ann.ShowAsync(held);

        (view.Summary.Sender, view.Summary.Target, view.Summary.Action, view.Summary.Stage, view.Summary.Rule).ShouldBe(("alice", "ops:general", "deploy", "policy", "two"));
        view.Body.ShouldContain("deploy 4.2");
        view.Reasons.ShouldHaveSingleItem().ShouldBe("A deployment needs an approval.");
        view.Summary.Roles.ShouldBe(["admin", "reviewer"]);
    }

    [Fact]
    public async Task A_reviewer_is_told_what_is_still_needed()
    {
        var (tenant, alice) = await BeginAsync(Two);
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));

        var voted = await ann.VoteAsync(held, VoteChoice.Approve);

        (voted.Standing.MayVote, voted.Standing.ApprovalsMissing, voted.Standing.Viewer, voted.Tenant).ShouldBe((true, 1, "ann", tenant));
        voted.Channel.ShouldBe(new ChannelName("ops", "general"));
    }

    [Fact]
    public async Task What_is_over_is_found_by_its_words_however_it_ended()
    {
        var (tenant, alice) = await BeginAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var gone = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        var stopped = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice) with { Tool = "Blue-Green" });
        await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        await ann.VoteAsync(gone, VoteChoice.Approve);
        await ann.VoteAsync(stopped, VoteChoice.Reject);

        (await ann.SearchAsync("")).ShouldBe([stopped, gone]);
        (await ann.SearchAsync("blue-green")).ShouldBe([stopped]);
        (await ann.SearchAsync("ANN")).ShouldBe([stopped, gone]);
        (await ann.SearchAsync("nowhere")).ShouldBeEmpty();
        (await ann.SearchAsync("", CaseState.Delivered)).ShouldBe([gone]);
    }

    [Fact]
    public async Task What_reviewers_reject_becomes_a_dead_letter_and_its_sender_is_told()
    {
        var (tenant, alice) = await BeginAsync();
        await alice.RegisterAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var consumer = new TestConsumer();
        (await alice.AttachAsync(consumer)).Refusal.ShouldBeNull();
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));

        (await ann.VoteAsync(held, VoteChoice.Reject)).Summary.State.ShouldBe(CaseState.Rejected);

        var letter = (await HeldScene.LettersAsync(cluster, tenant)).ShouldHaveSingleItem();
        (letter.Code, letter.Source).ShouldBe((Code.DeliberationRejected, Settings.General(tenant)));
        (await HeldScene.TextsAsync(alice)).ShouldBeEmpty();
        await Eventually.HoldsAsync("alice is told", () => !consumer.Received.IsEmpty);
        var notice = Protocol.V1.Envelope.Parser.ParseFrom(consumer.Received.Single().Message.Message.Envelope.Span);
        notice.MessageType.ShouldBe(Protocol.V1.MessageType.GovernanceResponse);
        notice.Payload.Fields["state"].StringValue.ShouldBe("rejected");
        notice.Payload.Fields["case_id"].StringValue.ShouldBe(held);
        notice.Payload.Fields["code"].StringValue.ShouldBe("deliberation_rejected");
    }

    [Fact]
    public async Task Nobody_in_time_means_no()
    {
        var (tenant, alice) = await BeginAsync(new ReviewRule { Name = "short", Deadline = TimeSpan.FromMilliseconds(300) });
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));

        await HeldScene.StandsAsync(ann, held, CaseState.Expired);

        (await ann.TryVoteAsync(held, VoteChoice.Approve)).Refusal.ShouldBe(CaseRefusals.Closed);
        await Eventually.HoldsAsync("its message is a letter", async () => (await HeldScene.LettersAsync(cluster, tenant)).Count == 1);
        (await HeldScene.LettersAsync(cluster, tenant))[0].Code.ShouldBe(Code.DeliberationTimeout);
    }

    [Fact]
    public async Task Escalation_asks_more_people_when_its_time_has_come()
    {
        var (tenant, alice) = await BeginAsync(Two with { Quorum = 1, Escalations = [new EscalationLevel(TimeSpan.FromMilliseconds(300), ["lead"])] });
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        using var lea = await Reviewer.OpenAsync(cluster, tenant, "lea", "lead");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));

        await Eventually.HoldsAsync("the level is reached", async () => (await ann.ShowAsync(held)).Summary.Level == 1);

        (await lea.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);
    }

    [Fact]
    public async Task A_veto_ends_it()
    {
        var (tenant, alice) = await BeginAsync(Two with { Quorum = 3, VetoRoles = ["lead"] });
        using var lea = await Reviewer.OpenAsync(cluster, tenant, "lea", "lead");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));

        (await lea.VoteAsync(held, VoteChoice.Reject)).Summary.State.ShouldBe(CaseState.Rejected);
    }

    [Fact]
    public async Task Who_may_not_decide_cannot()
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = new TestAgent(cluster.Outside, tenant, "alice") { Principal = new TestAgent(cluster.Outside, tenant, "alice").Principal with { Owner = "olga" } };
        await alice.OpenAsync();
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        using var olga = await Reviewer.OpenAsync(cluster, tenant, "olga");
        using var guest = await Reviewer.OpenAsync(cluster, tenant, "guest", "observer");
        using var stranger = await Reviewer.OpenAsync(cluster, HeldScene.Tenant(cluster), "stranger");
        var machine = new TestAgent(cluster.Outside, tenant, "machine") { Principal = Reviewer.Person(tenant, "machine", ["reviewer"]) with { Person = "" } };
        await machine.OpenAsync();
        var ballot = Reviewer.Ballot(await olga.ShowAsync(held), VoteChoice.Approve);

        (await olga.TryVoteAsync(held, VoteChoice.Approve)).Refusal.ShouldBe(CaseRefusals.OwnCase);
        (await guest.Case(held).VoteAsync(guest.Caller, ballot)).Refusal.ShouldBe(Refusal.NotFound);
        (await olga.Case(held).VoteAsync(stranger.Caller, ballot)).Refusal.ShouldBe(Refusal.NotFound);
        (await olga.Case(held).VoteAsync(new CaseCaller(machine.Key, machine.Token), ballot)).Refusal.ShouldBe(CaseRefusals.NotAPerson);
        (await olga.Case(held).VoteAsync(new CaseCaller(alice.Key, alice.Token), ballot)).Refusal.ShouldBe(CaseRefusals.NotAPerson);
        (await olga.Case(held).VoteAsync(new CaseCaller(olga.Caller.Agent, new SessionToken("x", "y")), ballot)).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.SessionExpired);
        (await olga.ShowAsync(held)).Summary.Approvals.ShouldBe(0);
    }

    [Fact]
    public async Task Where_votes_are_signed_only_those_count()
    {
        var tenant = "";
        using var ann = await Reviewer.OpenAsync(cluster, HeldScene.Tenant(cluster), "ann");
        tenant = cluster.Tenant(settings => HeldScene.With(settings) with { Deliberation = new DeliberationSettings { Keys = [ann.PublicKey] } });
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var here = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        var view = await here.ShowAsync(held);

        (await here.TryVoteAsync(held, VoteChoice.Approve)).Refusal.ShouldBe(CaseRefusals.Signature);
        (await here.Case(held).VoteAsync(here.Caller, here.Signed(view, VoteChoice.Approve))).Refusal.ShouldBe(CaseRefusals.Signature);
        var signed = SignedBy(ann, view, tenant);
        var decided = (await here.Case(held).VoteAsync(here.Caller, signed)).Value.ShouldNotBeNull();
        decided.Summary.State.ShouldBe(CaseState.Delivered);

        // The answer may have been lost on its way.
        var again = (await here.Case(held).VoteAsync(here.Caller, signed)).Value.ShouldNotBeNull();
        (again.Summary.Revision, again.History.Length).ShouldBe(((await here.ShowAsync(held)).Summary.Revision, decided.History.Length));
    }

    [Fact]
    public async Task A_message_to_several_reaches_each_once()
    {
        var (tenant, alice) = await BeginAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        foreach (var name in new[] { "bob", "cleo" })
        {
            await (await cluster.AgentAsync(tenant, name)).RegisterAsync();
        }

        var held = await HeldScene.HoldAsync(alice, alice.ToAll("now", "bob", "cleo", "nobody") with { Action = HoldingStage.Action });
        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);

        (await PendingAsync(tenant, "bob"), await PendingAsync(tenant, "cleo")).ShouldBe((1, 1));
        (await HeldScene.LettersAsync(cluster, tenant)).ShouldHaveSingleItem().Source.Channel.ShouldBe("nobody");
    }

    [Fact]
    public async Task A_sender_withdraws_its_message()
    {
        var (tenant, alice) = await BeginAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        var other = await cluster.AgentAsync(tenant, "mallory");

        (await ann.Case(held).CancelAsync(new CaseCaller(other.Key, other.Token), "")).Refusal.ShouldBe(Refusal.NotFound);
        (await ann.Case(held).CancelAsync(new CaseCaller(alice.Key, alice.Token), "wrong version")).Value.ShouldNotBeNull().Summary.Code.ShouldBe(Code.CaseCancelled);

        (await ann.ShowAsync(held)).Summary.State.ShouldBe(CaseState.Cancelled);
        (await HeldScene.LettersAsync(cluster, tenant)).ShouldHaveSingleItem().Code.ShouldBe(Code.CaseCancelled);
    }

    [Fact]
    public async Task A_retry_gets_the_same_case_and_another_message_under_the_key_none()
    {
        var (tenant, alice) = await BeginAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var message = HeldScene.Deployment(alice) with { IdempotencyKey = "k-1" };
        var held = await HeldScene.HoldAsync(alice, message);

        (await HeldScene.HoldAsync(alice, message)).ShouldBe(held);
        (await alice.SendAsync(HeldScene.Deployment(alice, "another") with { IdempotencyKey = "k-1" }))[0].Code.ShouldBe(Code.IdempotencyConflict);
        await ann.VoteAsync(held, VoteChoice.Approve);
        (await HeldScene.HoldAsync(alice, message)).ShouldBe(held);

        (await HeldScene.TextsAsync(alice)).ShouldBe(["deploy 4.2"]);
    }

    [Fact]
    public async Task The_store_failing_at_the_opening_is_told_and_loses_nothing()
    {
        var (tenant, alice) = await BeginAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var message = HeldScene.Deployment(alice);
        cluster.Cases.Fails = true;
        var receipt = (await alice.SendAsync(message))[0];
        cluster.Cases.Fails = false;

        (receipt.Outcome, receipt.Code).ShouldBe((Outcome.Refused, Code.StorageUnavailable));
        (await ann.ListAsync()).Open.ShouldBe(0);
        await HeldScene.HoldAsync(alice, message);
        (await ann.ListAsync()).Open.ShouldBe(1);
    }

    [Fact]
    public async Task A_channel_that_cannot_store_now_gets_it_later_and_once()
    {
        var (tenant, alice) = await BeginAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        await alice.SendAsync("first");
        cluster.Journal.Fail(Settings.General(tenant), 1);

        var voted = await ann.VoteAsync(held, VoteChoice.Approve);

        voted.Summary.State.ShouldBeOneOf(CaseState.Delivering, CaseState.Delivered);
        await HeldScene.StandsAsync(ann, held, CaseState.Delivered);
        (await HeldScene.TextsAsync(alice)).ShouldBe(["first", "deploy 4.2"]);
    }

    internal static VoteBallot SignedBy(Reviewer key, CaseView view, string tenant, VoteChoice choice = VoteChoice.Approve)
    {
        var ballot = Reviewer.Ballot(view, choice) with { KeyId = key.PublicKey.KeyId };
        var text = VoteText.Of(tenant, view.Summary.CaseId, "ann", ballot);
        var signature = key.Key.SignData(text, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return ballot with { Signature = Convert.ToBase64String(signature) };
    }

    private async Task<int> PendingAsync(string tenant, string agent) =>
        (await cluster.Hosted.GetGrain<IQueueGrain>(ChannelKey.Inbox(new AgentKey(tenant, agent)).GrainKey).DescribeAsync()).Pending;

    private async Task<(string Tenant, TestAgent Alice)> BeginAsync(params ReviewRule[] rules)
    {
        var tenant = HeldScene.Tenant(cluster, rules);
        return (tenant, await cluster.AgentAsync(tenant, "alice"));
    }
}
