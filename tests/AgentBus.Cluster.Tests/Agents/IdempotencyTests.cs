using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Agents;

public sealed class IdempotencyTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task A_retry_gets_the_first_receipt_and_is_stored_once()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var first = (await agent.SendAsync(agent.Message("hello", key: "k1")))[0];

        var again = (await agent.SendAsync(agent.Message("hello", key: "k1")))[0];

        first.Duplicate.ShouldBeFalse();
        again.ShouldBe(first with { Duplicate = true });
        (await agent.ReadAsync()).Value!.Messages.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Another_message_under_the_same_key_is_refused()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        await agent.SendAsync(agent.Message("hello", key: "k1"));

        var other = (await agent.SendAsync(agent.Message("goodbye", key: "k1")))[0];

        other.Outcome.ShouldBe(Outcome.Refused);
        other.Code.ShouldBe(Code.IdempotencyConflict);
    }

    [Fact]
    public async Task The_same_key_twice_in_a_batch_is_stored_once()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");

        var receipts = await agent.SendAsync(agent.Message("hello", key: "k1"), agent.Message("hello", key: "k1"), agent.Message("next"));

        receipts[1].ShouldBe(receipts[0] with { Duplicate = true });
        receipts[2].Position.Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_on_its_way_awaits_the_first()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        cluster.Journal.Hold(Settings.General(tenant));
        var first = agent.SendAsync(agent.Message("hello", key: "k1"));
        await Eventually.HoldsAsync("the first is with the journal", () => cluster.Journal.Waiting.Any(append => append.Channel.Tenant == tenant));
        var again = agent.SendAsync(agent.Message("hello", key: "k1"));
        var conflict = (await agent.SendAsync(agent.Message("other", key: "k1")))[0];

        conflict.Code.ShouldBe(Code.IdempotencyConflict);
        first.IsCompleted.ShouldBeFalse();
        again.IsCompleted.ShouldBeFalse();
        cluster.Journal.Release(Settings.General(tenant));

        (await again)[0].ShouldBe((await first)[0] with { Duplicate = true });
        (await agent.ReadAsync()).Value!.Messages.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_commit_that_fails_once_is_tried_again()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        cluster.Journal.Fail(Settings.General(tenant), appends: 1);

        (await agent.SendAsync("hello")).Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task A_failed_commit_gives_the_key_back()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        cluster.Journal.Fail(Settings.General(tenant), appends: 2);

        var failed = (await agent.SendAsync(agent.Message("hello", key: "k1")))[0];
        failed.Code.ShouldBe(Code.StorageUnavailable);
        failed.RetryAfter.ShouldBeGreaterThan(TimeSpan.Zero);

        var retried = (await agent.SendAsync(agent.Message("hello", key: "k1")))[0];
        retried.Outcome.ShouldBe(Outcome.Delivered, retried.Reason);
        retried.Duplicate.ShouldBeFalse();
        retried.Position.Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_message_leaves_its_key_free()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        (await agent.SendAsync(agent.Message("hello", key: "k1") with { ConstitutionalHash = "" }))[0].Code.ShouldBe(Code.ConstitutionalHashMissing);

        (await agent.SendAsync(agent.Message("other", key: "k1")))[0].Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task A_key_that_left_the_memory_is_found_in_the_journal()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var first = (await agent.SendAsync(agent.Message("hello", key: "k1")))[0];
        for (var i = 0; i < 40; i++)
        {
            await agent.SendAsync($"{i}");
        }

        (await agent.SendAsync(agent.Message("hello", key: "k1")))[0].ShouldBe(first with { Duplicate = true });
        (await agent.SendAsync(agent.Message("other", key: "k1")))[0].Code.ShouldBe(Code.IdempotencyConflict);
    }

    [Fact]
    public async Task A_batch_of_which_a_part_left_the_memory_is_recognised_as_a_whole()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        Envelope[] batch = [.. Enumerable.Range(0, 10).Select(i => agent.Message($"{i}", key: $"k-{i}"))];
        await agent.SendAsync(batch);
        await agent.SendAsync([.. Enumerable.Range(0, 11).Select(i => agent.Message("more", key: $"m-{i}"))]);

        // In this order those that are looked up come after those that they could push out.
        var again = await agent.SendAsync([.. Enumerable.Reverse(batch)]);

        again.ShouldAllBe(static receipt => receipt.Duplicate, "what brings one key back pushes no other out");
        (await agent.ReadAsync()).Value!.Head.ShouldBe(21);
    }

    [Fact]
    public async Task A_new_activation_recognises_what_the_one_before_delivered()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var first = (await agent.SendAsync(agent.Message("hello", key: "k1")))[0];

        await ReactivateAsync(agent);

        (await agent.SendAsync(agent.Message("hello", key: "k1")))[0].ShouldBe(first with { Duplicate = true });
    }

    [Fact]
    public async Task A_new_activation_that_cannot_remember_all_looks_the_rest_up()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var first = (await agent.SendAsync(agent.Message("hello", key: "k1")))[0];
        await agent.SendAsync([.. Enumerable.Range(0, 1_020).Select(i => agent.Message($"{i}"))]);
        await ReactivateAsync(agent);

        (await agent.SendAsync(agent.Message("hello", key: "k1")))[0].ShouldBe(first with { Duplicate = true });
        (await agent.SendAsync("new")).Position.Sequence.ShouldBe(1_022);
    }

    [Fact]
    public async Task Two_agents_use_the_same_key_apart()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        var bob = await cluster.AgentAsync(tenant, "bob");

        (await alice.SendAsync(alice.Message("hello", key: "k1")))[0].Position.Sequence.ShouldBe(1);
        (await bob.SendAsync(bob.Message("hello", key: "k1")))[0].Position.Sequence.ShouldBe(2);
    }

    // An agent without a session that refuses a credential goes.
    private static async Task ReactivateAsync(TestAgent agent)
    {
        await agent.Grain.CloseSessionAsync(agent.Token);
        (await agent.Grain.OpenSessionAsync(agent.Request() with { Credential = new Credential(CredentialKind.Jwt, "none") }, null)).IsOk.ShouldBeFalse();
        await agent.OpenAsync();
    }
}
