using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>Between the decision and the end: what fails there, and comes again.</summary>
public sealed class CaseDeliveryTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task What_was_published_is_not_published_again_however_late_it_is_tried_again()
    {
        var (tenant, alice) = await BeginAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        cluster.Cases.FailsAt = (tenant, CaseState.Delivered);
        cluster.Journal.ForgetsKeys = true;

        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivering);
        await HeardAsync(alice);
        cluster.Cases.FailsAt = null;
        await HeldScene.StandsAsync(ann, held, CaseState.Delivered);
        cluster.Journal.ForgetsKeys = false;

        (await HeldScene.TextsAsync(alice)).ShouldBe(["deploy 4.2"]);
    }

    [Fact]
    public async Task What_was_published_is_no_dead_letter_though_it_would_be_refused_by_now()
    {
        var (tenant, alice) = await BeginAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        cluster.Cases.FailsAt = (tenant, CaseState.Delivered);
        await ann.VoteAsync(held, VoteChoice.Approve);
        await HeardAsync(alice);

        (await cluster.Operate(tenant).SetAgentAsync("alice", disabled: true, "root")).IsOk.ShouldBeTrue();
        cluster.Cases.FailsAt = null;

        await HeldScene.StandsAsync(ann, held, CaseState.Delivered);
        (await HeldScene.LettersAsync(cluster, tenant)).ShouldBeEmpty();
        (await HeldScene.TextsAsync(await cluster.AgentAsync(tenant, "bob"))).ShouldBe(["deploy 4.2"]);
    }

    /// <summary>An ephemeral channel has no journal that could be asked what became of the attempt before.</summary>
    [Fact]
    public async Task What_was_handed_out_on_an_ephemeral_channel_is_not_handed_out_again()
    {
        var (tenant, alice) = await BeginAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var heard = await cluster.ListenAsync(new ChannelKey(tenant, Settings.Room, Settings.Ephemeral));
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice) with { Channel = Settings.Ephemeral });
        cluster.Cases.FailsAt = (tenant, CaseState.Delivered);

        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivering);
        var tried = cluster.Cases.AskedWhatIsDelivered(tenant);
        await Eventually.HoldsAsync("it was tried again", () => cluster.Cases.AskedWhatIsDelivered(tenant) >= tried + 2);
        cluster.Cases.FailsAt = null;
        await HeldScene.StandsAsync(ann, held, CaseState.Delivered);
        (await alice.SendAsync(alice.Message("behind it", Settings.Ephemeral)))[0].Outcome.ShouldBe(Outcome.Delivered);
        await Eventually.HoldsAsync("what came behind it is heard", () => heard.Messages.Count >= 2);

        heard.Messages.Select(TestAgent.Text).ShouldBe(["deploy 4.2", "behind it"]);
    }

    [Fact]
    public async Task On_an_ephemeral_channel_it_waits_for_the_store_that_notes_it()
    {
        var (tenant, alice) = await BeginAsync();
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var heard = await cluster.ListenAsync(new ChannelKey(tenant, Settings.Room, Settings.Ephemeral));
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice) with { Channel = Settings.Ephemeral });
        cluster.Cases.ClaimsFail = true;

        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivering);
        heard.Messages.ShouldBeEmpty();
        cluster.Cases.ClaimsFail = false;

        await HeldScene.StandsAsync(ann, held, CaseState.Delivered);
        await Eventually.HoldsAsync("it is heard", () => heard.Messages.Count == 1);
    }

    [Fact]
    public async Task What_the_policy_engine_outside_has_to_say_is_asked_for()
    {
        var tenant = cluster.Tenant(static settings => HeldScene.With(settings) with { Policies = new PolicySettings { OpaPath = "held/asked" } });
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var engine = cluster.Silo<TestPolicyEngine>();
        string[] held = [await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice)), await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice, "worse"))];
        var asked = engine.Asked("held/asked");

        (await ann.VoteAsync(held[0], VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);
        engine.Asked("held/asked").ShouldBe(asked + 1);
        engine.Answer("held/asked", static _ => Task.FromResult("""{"result": false}"""));

        var refused = await ann.VoteAsync(held[1], VoteChoice.Approve);

        (refused.Summary.State, refused.Summary.Code).ShouldBe((CaseState.Refused, Code.PolicyDenied));
        (await HeldScene.LettersAsync(cluster, tenant)).ShouldHaveSingleItem().Code.ShouldBe(Code.PolicyDenied);
    }

    [Fact]
    public async Task While_the_policy_engine_does_not_answer_it_waits()
    {
        var tenant = cluster.Tenant(static settings => HeldScene.With(settings) with { Policies = new PolicySettings { OpaPath = "held/silent" } });
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var engine = cluster.Silo<TestPolicyEngine>();
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        engine.Answer("held/silent", static _ => throw new OPAConnectionError("It does not answer."));

        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivering);
        engine.Answer("held/silent", static _ => Task.FromResult("""{"result": true}"""));

        await HeldScene.StandsAsync(ann, held, CaseState.Delivered);
        (await HeldScene.TextsAsync(alice)).ShouldBe(["deploy 4.2"]);
    }

    private static Task HeardAsync(TestAgent alice) =>
        Eventually.HoldsAsync("the message is in the channel", async () => (await HeldScene.TextsAsync(alice)).Count == 1);

    private async Task<(string Tenant, TestAgent Alice)> BeginAsync()
    {
        var tenant = HeldScene.Tenant(cluster);
        return (tenant, await cluster.AgentAsync(tenant, "alice"));
    }
}
