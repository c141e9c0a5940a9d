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
        var others = (await bob.SendAsync(Part(bob, "alice", outer)))[0];
        (own.Outcome, own.Stage, others.Outcome).ShouldBe((Outcome.Held, "approval", Outcome.Held));
        (await ann.ShowAsync(own.CaseId)).Reasons.ShouldHaveSingleItem().ShouldContain("part of");
        (await alice.SendAsync(alice.To("bob", "hello", MessageType.Command)))[0].Outcome.ShouldBe(Outcome.Delivered);
        (await bob.SendAsync(bob.To("alice", "what is it?", MessageType.Response, outer.MessageId)))[0].Outcome.ShouldBe(Outcome.Delivered);

        await ann.VoteAsync(held, choice);

        (await bob.SendAsync(Part(bob, "alice", outer)))[0].Outcome.ShouldBe(afterwards);
    }

    [Fact]
    public async Task Parts_of_parts_are_held_too_and_people_let_them_go_one_by_one()
    {
        var (alice, bob, ann) = await BeginAsync();
        var outer = HeldScene.Deployment(alice);
        await HeldScene.HoldAsync(alice, outer);
        var part = Part(alice, "bob", outer);
        var held = await HeldScene.HoldAsync(alice, part);
        var last = Part(bob, "alice", part);

        await HeldScene.HoldAsync(bob, last);
        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);

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
        var (alice, bob, _) = await BeginAsync();
        var (other, _, _) = await BeginAsync();
        var outer = HeldScene.Deployment(other);
        await HeldScene.HoldAsync(other, outer);

        (await bob.SendAsync(Part(bob, "alice", outer)))[0].Outcome.ShouldBe(Outcome.Delivered);
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
