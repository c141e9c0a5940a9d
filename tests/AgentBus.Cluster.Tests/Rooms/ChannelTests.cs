using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Rooms;

public sealed class ChannelTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task Using_a_channel_brings_it_into_being_until_the_room_is_full()
    {
        var tenant = cluster.Tenant();
        var agent = await cluster.AgentAsync(tenant, "alice");
        for (var i = 0; i < 6; i++)
        {
            (await agent.SendAsync(agent.Message("hello", $"made-{i}")))[0].Outcome.ShouldBe(Outcome.Delivered);
        }

        (await agent.SendAsync(agent.Message("hello", "made-6")))[0].Code.ShouldBe(Code.LimitExceeded);
        (await agent.SendAsync(agent.Message("hello", "made-0")))[0].Position.Sequence.ShouldBe(2);
        (await agent.SubscribeAsync("sys-secret")).IsOk.ShouldBeFalse();

        var room = (await cluster.Hosted.GetGrain<IRoomDirectory>($"{tenant}/{Settings.Room}").DescribeAsync()).Value!;
        room.Channels.Select(channel => channel.Name).ShouldBe(["*", "general", "live", "made-0", "made-1", "made-2", "made-3", "made-4", "made-5"]);
        room.Channels.Where(channel => channel.Hardcoded).Select(channel => channel.Name).ShouldBe(["*", "general", "live"]);
        room.Channels[3].CreatedBy.ShouldBe("alice");
    }

    [Fact]
    public async Task Where_channels_are_not_made_by_using_them_unknown_ones_are_not_found()
    {
        var tenant = cluster.Tenant(settings => settings with { Rooms = [settings.Rooms[0] with { AutoCreateChannels = false }] });
        var agent = await cluster.AgentAsync(tenant, "alice");

        (await agent.SendAsync(agent.Message("hello", "unknown")))[0].Code.ShouldBe(Code.NotFound);
        (await agent.SubscribeAsync("unknown")).Refusal!.Code.ShouldBe(Code.NotFound);
        (await agent.ReadAsync(channel: "unknown")).Refusal!.Code.ShouldBe(Code.NotFound);
        (await agent.SendAsync(agent.Message("hello", ChannelKey.Everyone)))[0].Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task A_member_is_one_until_it_leaves()
    {
        var tenant = cluster.Tenant();
        var room = cluster.Hosted.GetGrain<IRoomGrain>(Settings.General(tenant).GrainKey);
        var alice = await cluster.AgentAsync(tenant, "alice");
        var bob = await cluster.AgentAsync(tenant, "bob");
        await bob.SubscribeAsync();
        await alice.SubscribeAsync();
        (await alice.SubscribeAsync()).Value!.Channel.ShouldBe(Settings.General(tenant));

        (await room.MembersAsync()).ShouldBe([alice.Key, bob.Key]);
        (await alice.Grain.UnsubscribeAsync(new SubscribeRequest(alice.Token, new ChannelName(Settings.Room, Settings.Channel)))).ShouldBeNull();

        (await room.MembersAsync()).ShouldBe([bob.Key]);
    }

    [Fact]
    public async Task Everyone_who_follows_a_channel_of_the_room_is_a_member_of_its_broadcast_channel_once()
    {
        var tenant = cluster.Tenant();
        var everyone = cluster.Hosted.GetGrain<IRoomGrain>((Settings.General(tenant) with { Channel = ChannelKey.Everyone }).GrainKey);
        var alice = await cluster.AgentAsync(tenant, "alice");
        var bob = await cluster.AgentAsync(tenant, "bob");
        var carol = await cluster.AgentAsync(tenant, "carol");
        await bob.SubscribeAsync();
        await bob.SubscribeAsync("live");
        await alice.SubscribeAsync("live");
        await carol.SubscribeAsync(ChannelKey.Everyone);

        (await everyone.MembersAsync()).ShouldBe([alice.Key, bob.Key, carol.Key]);

        (await alice.Grain.UnsubscribeAsync(new SubscribeRequest(alice.Token, new ChannelName(Settings.Room, "live")))).ShouldBeNull();
        (await everyone.MembersAsync()).ShouldBe([bob.Key, carol.Key]);
    }

    [Fact]
    public async Task An_agent_follows_no_more_channels_than_it_may()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");

        var granted = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => agent.SubscribeAsync($"made-{i}")));

        granted.Count(answer => answer.IsOk).ShouldBe(4);
        granted.Where(answer => !answer.IsOk).ShouldAllBe(answer => answer.Refusal!.Code == Code.LimitExceeded);
    }

    [Fact]
    public async Task A_subscription_tells_the_head()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var receipt = await agent.SendAsync("hello");

        (await agent.SubscribeAsync()).Value!.Head.ShouldBe(receipt.Position);
    }

    [Fact]
    public async Task A_made_channel_goes_when_its_last_member_has_left_and_can_be_made_again()
    {
        var tenant = cluster.Tenant();
        var directory = $"{tenant}/{Settings.Room}";
        var probe = cluster.Outside.GetGrain<IBusProbe>($"{tenant}/probe");
        var agent = await cluster.AgentAsync(tenant, "alice");
        await agent.SubscribeAsync("made");
        await agent.SendAsync(agent.Message("first", "made"));

        (await probe.DeleteChannelAsync(directory, Settings.Channel))!.Code.ShouldBe(Code.PermissionDenied);
        (await probe.DeleteChannelAsync(directory, "unknown"))!.Code.ShouldBe(Code.NotFound);
        (await probe.DeleteChannelAsync(directory, "made"))!.Code.ShouldBe(Code.PermissionDenied);
        await agent.Grain.UnsubscribeAsync(new SubscribeRequest(agent.Token, new ChannelName(Settings.Room, "made")));
        (await probe.DeleteChannelAsync(directory, "made")).ShouldBeNull();

        (await agent.ReadAsync(channel: "made")).Refusal!.Code.ShouldBe(Code.NotFound);
        await Eventually.HoldsAsync("it is made again", async () => (await agent.SendAsync(agent.Message("again", "made")))[0].Outcome == Outcome.Delivered);
    }
}
