using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Rooms;

/// <summary>What an agent is shown of rooms and channels, and what it may make and delete.</summary>
public sealed class AgentRoomsTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task A_room_whose_channels_an_agent_may_not_follow_is_not_there_for_it()
    {
        var tenant = cluster.Tenant(WithClosedRoom);
        var agent = await cluster.AgentAsync(tenant, "alice");

        var rooms = (await Rooms(agent).RoomsAsync(new RoomQuery(agent.Token, "", "", 0))).Value!.Rooms;
        var channels = await Rooms(agent).ChannelsAsync(new RoomQuery(agent.Token, "vault", "", 0));
        var channel = await Rooms(agent).DescribeChannelAsync(new ChannelRequest(agent.Token, new ChannelName("vault", "main")));

        rooms.ShouldContain(Settings.Room);
        rooms.ShouldNotContain("vault");
        channels.Refusal.ShouldBe(Refusal.NotFound);
        channel.Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task Channels_are_shown_with_their_members()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        var bob = await cluster.AgentAsync(tenant, "bob");
        await alice.SubscribeAsync();
        await bob.SubscribeAsync();

        var channels = (await Rooms(alice).ChannelsAsync(new RoomQuery(alice.Token, Settings.Room, "", 0))).Value!.Channels;
        var details = (await Rooms(alice).DescribeChannelAsync(new ChannelRequest(alice.Token, new ChannelName(Settings.Room, Settings.Channel)))).Value!;

        channels.Single(static channel => channel.Settings.Name == Settings.Channel).Members.ShouldBe(2);
        details.Members.ShouldBe(["alice", "bob"]);
        (details.MemberCount, details.Settings.Hardcoded).ShouldBe((2, true));
    }

    [Fact]
    public async Task Another_tenants_rooms_are_not_shown_and_its_tokens_are_good_for_nothing()
    {
        var (mine, theirs) = (cluster.Tenant(), cluster.Tenant(WithClosedRoom));
        var alice = await cluster.AgentAsync(mine, "alice");
        var eve = await cluster.AgentAsync(theirs, "eve");

        (await Rooms(alice).RoomsAsync(new RoomQuery(eve.Token, "", "", 0))).Refusal.ShouldBe(Refusal.SessionExpired);
        (await Rooms(alice).ChannelsAsync(new RoomQuery(alice.Token, "vault", "", 0))).Refusal.ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public async Task Only_who_manages_the_room_makes_and_deletes_channels_and_no_more_than_the_room_may_have()
    {
        var tenant = cluster.Tenant();
        var alice = await cluster.AgentAsync(tenant, "alice");
        var admin = await AdminAsync(tenant);
        var made = new ChannelName(Settings.Room, "made");

        (await Rooms(alice).CreateChannelAsync(new ChannelRequest(alice.Token, made))).Refusal!.Code.ShouldBe(Code.PermissionDenied);
        (await Rooms(admin).CreateChannelAsync(new ChannelRequest(admin.Token, made))).Value!.CreatedBy.ShouldBe("root");
        (await Rooms(admin).CreateChannelAsync(new ChannelRequest(admin.Token, made))).Refusal!.Code.ShouldBe(Code.AlreadyExists);
        (await Rooms(admin).CreateChannelAsync(new ChannelRequest(admin.Token, made with { Channel = "sys-made" }))).Refusal!.Code.ShouldBe(Code.MessageInvalid);
        (await Rooms(alice).DeleteChannelAsync(new ChannelRequest(alice.Token, made)))!.Code.ShouldBe(Code.PermissionDenied);
        (await Rooms(admin).DeleteChannelAsync(new ChannelRequest(admin.Token, made))).ShouldBeNull();
        for (var i = 0; i < 6; i++)
        {
            (await Rooms(admin).CreateChannelAsync(new ChannelRequest(admin.Token, made with { Channel = $"c{i}" }))).Refusal.ShouldBeNull();
        }

        (await Rooms(admin).CreateChannelAsync(new ChannelRequest(admin.Token, made))).Refusal!.Code.ShouldBe(Code.LimitExceeded);
    }

    [Fact]
    public async Task A_work_queue_is_shown_without_a_room_grain_taking_its_channel()
    {
        var tenant = cluster.Tenant(Settings.WithWork);
        var alice = await cluster.AgentAsync(tenant, "alice");
        var before = (await alice.SendAsync(alice.Message("task", Settings.Work)))[0];

        var details = (await Rooms(alice).DescribeChannelAsync(new ChannelRequest(alice.Token, new ChannelName(Settings.Room, Settings.Work)))).Value!;
        await Rooms(alice).ChannelsAsync(new RoomQuery(alice.Token, Settings.Room, "", 0));
        var after = (await alice.SendAsync(alice.Message("task", Settings.Work)))[0];

        details.Head.ShouldBe(before.Position);
        after.Position.ShouldBe(before.Position with { Sequence = 2 });
    }

    private async Task<TestAgent> AdminAsync(string tenant)
    {
        var admin = new TestAgent(cluster.Outside, tenant, "root")
        {
            Principal = new Principal(new AgentKey(tenant, "root"), EntityType.Agent, ["admin"], 5, [], $"jti-{tenant}-root", DateTimeOffset.MaxValue),
        };
        await admin.OpenAsync();
        return admin;
    }

    private IAgentRooms Rooms(TestAgent agent) => cluster.Hosted.GetGrain<IAgentRooms>(agent.Key.GrainKey);

    private static TenantSettings WithClosedRoom(TenantSettings settings) => settings with
    {
        Rooms = settings.Rooms.Add(new RoomSettings(
            "vault",
            RoomAcl.Open with { SubscribeRoles = ["keeper"] },
            [new ChannelSettings("main", "discussion", ChannelDurability.Durable, Hardcoded: true, DateTimeOffset.UnixEpoch, "test")],
            AutoCreateChannels: false,
            MaxChannels: 4)),
    };
}
