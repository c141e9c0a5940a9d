using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>Senders that send an action again with the approval that people gave (DEL-09).</summary>
public sealed class ApprovalTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private static readonly ReviewRule Grant = new() { Name = "grant", Release = CaseRelease.Grant };

    [Fact]
    public async Task What_was_approved_goes_once()
    {
        var (alice, ann, approval) = await GrantedAsync();

        (await alice.SendAsync(Again(alice, approval)))[0].Outcome.ShouldBe(Outcome.Delivered);

        await HeldScene.StandsAsync(ann, approval, CaseState.Delivered);
        await RefusedAsync(alice, Again(alice, approval));
        (await HeldScene.TextsAsync(alice)).ShouldBe(["deploy 4.2"]);
        var used = (await ann.ShowAsync(approval)).History.Single(static entry => entry.What == "use");
        used.Detail.ShouldBe("alice-2");
        (await HeldScene.LettersAsync(cluster, alice.Key.Tenant)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_send_again_gets_its_receipt()
    {
        var (alice, _, approval) = await GrantedAsync();
        var message = Again(alice, approval);

        var twice = await Task.WhenAll(alice.SendAsync(message), alice.SendAsync(message));

        twice.ShouldAllBe(static sent => sent[0].Outcome == Outcome.Delivered);
        (await alice.SendAsync(message))[0].ShouldSatisfyAllConditions(receipt => receipt.Outcome.ShouldBe(Outcome.Delivered), receipt => receipt.Duplicate.ShouldBeTrue());
        (await HeldScene.TextsAsync(alice)).ShouldBe(["deploy 4.2"]);
    }

    [Fact]
    public async Task Of_two_sends_at_once_exactly_one_goes()
    {
        var (alice, ann, approval) = await GrantedAsync();

        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => alice.SendAsync(Again(alice, approval))));

        sent.Count(static one => one[0].Outcome == Outcome.Delivered).ShouldBe(1);
        sent.Count(static one => one[0].Code == Code.ApprovalInvalid).ShouldBe(7);
        (await HeldScene.TextsAsync(alice)).ShouldBe(["deploy 4.2"]);
        await HeldScene.StandsAsync(ann, approval, CaseState.Delivered);
    }

    [Fact]
    public async Task Another_action_is_refused_and_uses_nothing()
    {
        var (alice, ann, approval) = await GrantedAsync();

        await RefusedAsync(alice, Again(alice, approval, "deploy 4.3"));
        await RefusedAsync(alice, Again(alice, approval) with { Tool = "other" });
        await RefusedAsync(alice, Again(alice, approval) with { Classification = Classification.Confidential });
        await RefusedAsync(alice, Again(alice, approval) with { Action = "", Type = MessageType.Command });

        (await ann.ShowAsync(approval)).Summary.State.ShouldBe(CaseState.Granted);
        (await alice.SendAsync(Again(alice, approval)))[0].Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task Nobody_else_uses_it()
    {
        var (alice, ann, approval) = await GrantedAsync();
        var bob = await cluster.AgentAsync(alice.Key.Tenant, "bob");
        var rival = await cluster.AgentAsync(HeldScene.Tenant(cluster, Grant), "alice");

        await RefusedAsync(bob, Again(bob, approval));
        await RefusedAsync(rival, Again(rival, approval));
        await RefusedAsync(alice, Again(alice, "no-such-case"));
        await RefusedAsync(alice, Again(alice, "../" + approval));

        (await ann.ShowAsync(approval)).Summary.State.ShouldBe(CaseState.Granted);
    }

    [Fact]
    public async Task A_case_that_is_not_decided_is_no_approval()
    {
        var tenant = HeldScene.Tenant(cluster, Grant);
        var alice = await cluster.AgentAsync(tenant, "alice");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));

        await RefusedAsync(alice, Again(alice, held));
    }

    [Fact]
    public async Task It_ends()
    {
        var (alice, ann, approval) = await GrantedAsync(Grant with { GrantLifetime = TimeSpan.FromMilliseconds(300) });
        await HeldScene.StandsAsync(ann, approval, CaseState.Expired);

        await RefusedAsync(alice, Again(alice, approval));

        (await HeldScene.LettersAsync(cluster, alice.Key.Tenant)).ShouldHaveSingleItem().Code.ShouldBe(Code.DeliberationTimeout);
    }

    [Fact]
    public async Task A_disabled_sender_sends_nothing_with_it()
    {
        var (alice, ann, approval) = await GrantedAsync();
        (await cluster.Operate(alice.Key.Tenant).SetAgentAsync("alice", disabled: true, "root")).IsOk.ShouldBeTrue();
        await Eventually.HoldsAsync("alice sends nothing", async () => await CodeAsync(alice, Again(alice, approval)) is Code.AgentDisabled or Code.SessionExpired);

        (await HeldScene.TextsAsync(await cluster.AgentAsync(alice.Key.Tenant, "reader"))).ShouldBeEmpty();
        (await ann.ShowAsync(approval)).Summary.State.ShouldBe(CaseState.Granted);
    }

    [Fact]
    public async Task More_than_the_votes_gave_it_does_not_cover()
    {
        var (alice, ann, approval) = await GrantedAsync();
        var tenant = cluster.Operate(alice.Key.Tenant);
        (await tenant.ReplaceAsync(HeldScene.With((await tenant.ShowAsync()).Value!, Grant with { Quorum = 2 }), "root")).Refusal.ShouldBeNull();

        await Eventually.HoldsAsync("the rule of today demands two", async () => await CodeAsync(alice, Again(alice, approval)) == Code.ApprovalInvalid);

        (await ann.ShowAsync(approval)).Summary.State.ShouldBe(CaseState.Granted);
    }

    [Fact]
    public async Task What_the_channel_did_not_take_leaves_the_approval_free()
    {
        var (alice, ann, approval) = await GrantedAsync();
        cluster.Journal.Fail(Settings.General(alice.Key.Tenant), 2);

        (await alice.SendAsync(Again(alice, approval)))[0].Code.ShouldBe(Code.StorageUnavailable);

        await Eventually.HoldsAsync("it goes with the next send", async () => await CodeAsync(alice, Again(alice, approval)) == Code.None);
        await HeldScene.StandsAsync(ann, approval, CaseState.Delivered);
    }

    [Fact]
    public async Task To_several_it_is_used_with_the_first_and_the_rest_get_it_by_the_same_send()
    {
        var tenant = HeldScene.Tenant(cluster, Grant);
        var alice = await cluster.AgentAsync(tenant, "alice");
        var bob = await cluster.AgentAsync(tenant, "bob");
        await bob.RegisterAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var message = alice.ToAll("deploy 4.2", "bob", "carol") with { Action = HoldingStage.Action };
        var approval = await HeldScene.HoldAsync(alice, message);
        await ann.VoteAsync(approval, VoteChoice.Approve);
        var again = message with { MessageId = "again", IdempotencyKey = "again", ApprovalId = approval };

        var first = (await alice.SendAsync(again))[0];
        first.Recipients.Select(static one => one.Code).ShouldBe([Code.None, Code.AgentNotRegistered]);
        await HeldScene.StandsAsync(ann, approval, CaseState.Delivered);
        await (await cluster.AgentAsync(tenant, "carol")).RegisterAsync();

        (await alice.SendAsync(again))[0].Outcome.ShouldBe(Outcome.Delivered);
        await RefusedAsync(alice, again with { MessageId = "other", IdempotencyKey = "other" });
    }

    [Fact]
    public async Task What_the_journal_has_is_used_though_the_case_was_never_told()
    {
        var (alice, ann, approval) = await GrantedAsync();
        cluster.Cases.Fails = true;
        var sent = alice.SendAsync(Again(alice, approval));
        (await sent)[0].Code.ShouldBe(Code.StorageUnavailable);
        cluster.Cases.Fails = false;
        cluster.Journal.Hold(Settings.General(alice.Key.Tenant));
        sent = alice.SendAsync(Again(alice, approval));
        await Eventually.HoldsAsync("it is on its way", () => cluster.Journal.Waiting.Any(one => one.Channel == Settings.General(alice.Key.Tenant)));
        (await ann.ShowAsync(approval)).Summary.State.ShouldBe(CaseState.Granted);
        cluster.Cases.Fails = true;
        cluster.Journal.Release(Settings.General(alice.Key.Tenant));

        (await sent)[0].Outcome.ShouldBe(Outcome.Delivered);
        await RefusedAsync(alice, Again(alice, approval));
        cluster.Cases.Fails = false;

        (await ann.ShowAsync(approval)).Summary.State.ShouldBe(CaseState.Delivered);
    }

    /// <summary>The action, under an id of its own.</summary>
    private static Envelope Again(TestAgent agent, string approval, string text = "deploy 4.2") => HeldScene.Deployment(agent, text) with { ApprovalId = approval };

    private static async Task RefusedAsync(TestAgent agent, Envelope message) => (await agent.SendAsync(message))[0].Code.ShouldBe(Code.ApprovalInvalid);

    private static async Task<Code> CodeAsync(TestAgent agent, Envelope message)
    {
        var sent = await agent.Grain.SendAsync(TestAgent.Request(agent.Token, message));
        return sent.IsOk ? sent.Value.Receipts[0].Code : sent.Refusal.Code;
    }

    private async Task<(TestAgent Alice, Reviewer Ann, string Approval)> GrantedAsync(ReviewRule? rule = null)
    {
        var tenant = HeldScene.Tenant(cluster, rule ?? Grant);
        var alice = await cluster.AgentAsync(tenant, "alice");
        var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Granted);
        return (alice, ann, held);
    }
}
