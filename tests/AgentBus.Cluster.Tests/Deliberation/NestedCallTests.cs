using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>Agents that use others as tools cannot get around what people have to approve.</summary>
public sealed class NestedCallTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Theory]
    [InlineData(VoteChoice.Approve, Outcome.Delivered)]
    [InlineData(VoteChoice.Reject, Outcome.Held)]
    public async Task What_is_part_of_a_held_message_is_held_until_people_approved_that(VoteChoice choice, Outcome afterwards)
    {
        var (alice, bob, ann) = await BeginAsync();
        var outer = HeldScene.Deployment(alice);
        var held = await HeldScene.HoldAsync(alice, outer);

        var own = (await alice.SendAsync(Part(alice, "bob", outer)))[0];
        (own.Outcome, own.Stage).ShouldBe((Outcome.Held, "approval"));
        (await ann.ShowAsync(own.CaseId)).Reasons.ShouldHaveSingleItem().ShouldContain("part of");
        (await alice.SendAsync(alice.To("bob", "hello", MessageType.Command)))[0].Outcome.ShouldBe(Outcome.Delivered);
        (await bob.SendAsync(bob.To("alice", "what is it?", MessageType.Response, outer.MessageId)))[0].Outcome.ShouldBe(Outcome.Delivered);

        await ann.VoteAsync(held, choice);

        (await alice.SendAsync(Part(alice, "bob", outer)))[0].Outcome.ShouldBe(afterwards);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bob")]
    public async Task Nobody_has_the_parts_of_somebody_elses_message_held_by_its_id(string addressed)
    {
        var (alice, bob, _) = await BeginAsync();
        var mallory = await cluster.AgentAsync(alice.Key.Tenant, "mallory");
        await mallory.RegisterAsync();
        var outer = alice.To("bob", "tidy up", MessageType.Command) with { ConversationId = "tidying" };
        (await alice.SendAsync(outer))[0].Outcome.ShouldBe(Outcome.Delivered);
        var same = addressed.Length > 0 ? mallory.To(addressed, "mine", MessageType.Command) : mallory.Message("mine");

        await HeldScene.HoldAsync(mallory, same with { MessageId = outer.MessageId, ConversationId = outer.ConversationId, RequiresApproval = true });

        (await bob.SendAsync(Part(bob, "alice", outer)))[0].Outcome.ShouldBe(Outcome.Delivered);
        (await alice.SendAsync(Part(alice, "bob", outer)))[0].Outcome.ShouldBe(Outcome.Delivered);
        (await mallory.SendAsync(Part(mallory, "bob", outer)))[0].Outcome.ShouldBe(Outcome.Held, "it is its own");
    }

    [Fact]
    public async Task An_outer_message_is_looked_up_once_a_batch()
    {
        var (alice, _, _) = await BeginAsync();
        var (held, never) = (HeldScene.Deployment(alice), alice.Message("never sent"));
        await HeldScene.HoldAsync(alice, held);

        var parts = await alice.SendAsync(Part(alice, "bob", held), Part(alice, "bob", never), Part(alice, "bob", held), Part(alice, "bob", never));

        parts.Select(static part => part.Outcome).ShouldBe([Outcome.Held, Outcome.Delivered, Outcome.Held, Outcome.Delivered]);
        cluster.Cases.LookUpsOf(alice.Key.Tenant).ShouldBe(2);
    }

    [Fact]
    public async Task Parts_of_parts_are_held_too_and_people_let_them_go_one_by_one()
    {
        var (alice, bob, ann) = await BeginAsync();
        var outer = HeldScene.Deployment(alice);
        await HeldScene.HoldAsync(alice, outer);
        var part = Part(alice, "bob", outer);
        var held = await HeldScene.HoldAsync(alice, part);

        await HeldScene.HoldAsync(alice, Part(alice, "bob", part));
        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);

        (await alice.SendAsync(Part(alice, "bob", part)))[0].Outcome.ShouldBe(Outcome.Delivered);
        (await bob.SendAsync(Part(bob, "alice", part)))[0].Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task A_part_that_comes_with_its_outer_message_is_held_however_quick()
    {
        var (alice, _, _) = await BeginAsync();
        var (outer, second) = (HeldScene.Deployment(alice), HeldScene.Deployment(alice, "deploy 5"));

        var batch = await alice.SendAsync(outer, Part(alice, "bob", outer));
        var pipelined = await Task.WhenAll(alice.SendAsync(second), alice.SendAsync(Part(alice, "bob", second)));

        batch.Select(static one => one.Outcome).ShouldBe([Outcome.Held, Outcome.Held]);
        pipelined.Select(static one => one[0].Outcome).ShouldBe([Outcome.Held, Outcome.Held]);
    }

    [Fact]
    public async Task Another_tenants_messages_say_nothing_of_ones_own()
    {
        var (alice, _, _) = await BeginAsync();
        var (other, _, _) = await BeginAsync();
        var outer = HeldScene.Deployment(other);
        await HeldScene.HoldAsync(other, outer);

        (await alice.SendAsync(Part(alice, "bob", outer)))[0].Outcome.ShouldBe(Outcome.Delivered);
        alice.Key.Tenant.ShouldNotBe(other.Key.Tenant);
    }

    private static Envelope Part(TestAgent agent, string tool, Envelope outer) => agent.To(tool, "run it", MessageType.Command, outer.MessageId);

    private async Task<(TestAgent Alice, TestAgent Bob, Reviewer Ann)> BeginAsync()
    {
        var tenant = HeldScene.Tenant(cluster);
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await cluster.AgentAsync(tenant, "bob"));
        await alice.RegisterAsync();
        await bob.RegisterAsync();
        return (alice, bob, await Reviewer.OpenAsync(cluster, tenant, "ann"));
    }
}
