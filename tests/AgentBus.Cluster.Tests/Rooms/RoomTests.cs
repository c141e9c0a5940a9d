using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Rooms;

public sealed class RoomTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task Another_holder_fences_the_room_out_and_the_sender_does_not_notice()
    {
        var tenant = cluster.Tenant();
        var channel = Settings.General(tenant);
        var agent = await cluster.AgentAsync(tenant, "alice");
        var before = await agent.SendAsync("before");
        var other = await cluster.Journal.OpenChannelAsync(channel, TestContext.Current.CancellationToken);

        var after = await agent.SendAsync("after");

        after.Outcome.ShouldBe(Outcome.Delivered, after.Reason);
        after.Position.ShouldBe(before.Position with { Sequence = 2 });
        var late = new ChannelAppend(channel, other.Epoch, other.Term, other.LastSequence + 1, DateTimeOffset.UnixEpoch, new AgentKey(tenant, "bob"), [Message("late")]);
        (await cluster.Journal.AppendAsync(late)).ShouldBe(AppendOutcome.Fenced);
        (await agent.ReadAsync()).Value!.Messages.Select(TestAgent.Text).ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task Recent_history_comes_from_memory_and_older_from_the_journal()
    {
        var tenant = cluster.Tenant();
        var channel = Settings.General(tenant);
        var agent = await cluster.AgentAsync(tenant, "alice");
        await agent.SendAsync([.. Enumerable.Range(1, 700).Select(i => agent.Message($"{i}"))]);

        var recent = (await agent.ReadAsync(after: 650, limit: 20)).Value!;
        cluster.Journal.ReadsOf(channel).ShouldBe(0);
        var old = (await agent.ReadAsync(after: 5, limit: 10)).Value!;
        cluster.Journal.ReadsOf(channel).ShouldBe(1);

        recent.Messages.Select(TestAgent.Text).ShouldBe(Enumerable.Range(651, 20).Select(i => $"{i}"));
        old.Messages.Select(TestAgent.Text).ShouldBe(Enumerable.Range(6, 10).Select(i => $"{i}"));
        (recent.First, recent.Head).ShouldBe((1, 700));
        (await agent.ReadAsync(after: 700)).Value!.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_holder_goes_on_where_the_history_ends()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        await agent.SubscribeAsync();
        var before = await agent.SendAsync("before");
        var room = cluster.Hosted.GetGrain<IRoomGrain>(Settings.General(tenant).GrainKey);

        await room.CloseAsync();
        await Eventually.HoldsAsync("another activation holds the channel", async () => (await room.MembersAsync()).Length == 1);

        (await agent.SendAsync("after")).Position.ShouldBe(before.Position with { Sequence = 2 });
        (await agent.ReadAsync()).Value!.Messages.Select(TestAgent.Text).ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task An_ephemeral_channel_has_no_history_and_begins_again_with_a_new_epoch()
    {
        var tenant = cluster.Tenant();
        var channel = new ChannelKey(tenant, Settings.Room, Settings.Ephemeral);
        var agent = await cluster.AgentAsync(tenant, "alice");
        var listener = await cluster.ListenAsync(channel);
        var first = (await agent.SendAsync(agent.Message("1", Settings.Ephemeral), agent.Message("2", Settings.Ephemeral)))[1];

        var page = (await agent.ReadAsync(channel: Settings.Ephemeral)).Value!;
        await cluster.Hosted.GetGrain<IRoomGrain>(channel.GrainKey).CloseAsync();
        await Eventually.HoldsAsync("another activation holds the channel", async () => (await agent.ReadAsync(channel: Settings.Ephemeral)).Value is { Head: 0, Epoch: > 0 });
        var again = (await agent.SendAsync(agent.Message("3", Settings.Ephemeral)))[0];

        (page.First, page.Head, page.Messages.Length).ShouldBe((0, 2, 0));
        again.Position.Sequence.ShouldBe(1);
        again.Position.Epoch.ShouldNotBe(first.Position.Epoch);
        await Eventually.HoldsAsync("the stream brings all", () => listener.Messages.Select(TestAgent.Text).SequenceEqual(["1", "2", "3"]));
    }

    [Fact]
    public async Task A_subscriber_that_missed_the_last_event_learns_of_it_from_the_repeated_head()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        var missed = await agent.SendAsync("missed");
        var listener = await cluster.ListenAsync(Settings.General(tenant));

        // Streams that poll may bring the event itself late, but never an empty one.
        await Eventually.HoldsAsync("the head is repeated", () => listener.Batches.Any(batch => batch.Messages.IsEmpty));

        var head = listener.Batches.First(batch => batch.Messages.IsEmpty);
        new Position(head.Epoch, head.Head).ShouldBe(missed.Position);
        (await agent.ReadAsync()).Value!.Messages.Select(TestAgent.Text).ShouldBe(["missed"]);
    }

    [Fact]
    public async Task What_fails_with_the_message_before_it_leaves_no_hole()
    {
        var tenant = cluster.Tenant();
        var channel = Settings.General(tenant);
        var alice = await cluster.AgentAsync(tenant, "alice");
        var bob = await cluster.AgentAsync(tenant, "bob");
        cluster.Journal.Hold(channel);
        cluster.Journal.Fail(channel, appends: 1);
        var sends = Task.WhenAll(alice.SendAsync("a"), bob.SendAsync("b"));
        await Eventually.HoldsAsync("both are with the journal", () => cluster.Journal.Waiting.Count(append => append.Channel == channel) == 2);
        cluster.Journal.Release(channel);

        await sends;
        foreach (var agent in new[] { alice, bob })
        {
            await Eventually.HoldsAsync("the channel takes messages again", async () => (await agent.SendAsync("again")).Outcome == Outcome.Delivered);
        }

        var page = (await alice.ReadAsync()).Value!;
        page.Messages.Select(message => message.Sequence).ShouldBe(Enumerable.Range(1, page.Messages.Length).Select(i => (long)i));
    }

    [Fact]
    public async Task A_reader_gets_neither_what_is_above_its_clearance_nor_what_has_expired()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        var key = new AgentKey(tenant, "reader");
        var reader = new TestAgent(cluster.Outside, tenant, "reader")
        {
            Principal = new Principal(key, EntityType.Agent, ["agent"], 1, [], "reader", DateTimeOffset.MaxValue),
        };
        await reader.OpenAsync();
        var soon = TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(500);
        await alice.SendAsync(
            alice.Message("open"), alice.Message("secret") with { Classification = Classification.Secret }, alice.Message("brief") with { ExpiresAt = soon });

        await Eventually.HoldsAsync("the brief one expires", async () => (await alice.ReadAsync()).Value!.Messages.Length == 2);

        (await reader.ReadAsync()).Value!.Messages.Select(TestAgent.Text).ShouldBe(["open"]);
    }

    [Fact]
    public async Task History_after_a_position_of_another_epoch_is_not_pretended()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var receipt = await agent.SendAsync("hello");
        var elsewhere = new Position(receipt.Position.Epoch + 1, 0);

        var page = await agent.ReadAsync(new ChannelName(Settings.Room, Settings.Channel), elsewhere, 10);

        page.Value!.Messages.ShouldBeEmpty();
        page.Value.Epoch.ShouldBe(receipt.Position.Epoch);
        page.Value.Head.ShouldBe(1);
    }

    private static AdmittedMessage Message(string id) => new(id, id, new byte[32], null, Classification.Public, "x"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray());
}
