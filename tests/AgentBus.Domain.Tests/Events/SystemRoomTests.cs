using AgentBus.Domain.Events;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Events;

public sealed class SystemRoomTests
{
    [Fact]
    public void Every_tenant_has_the_room_with_three_channels_that_keep_nothing_and_cannot_be_deleted()
    {
        var room = new Scene().Snapshot().FindRoom("integriguard").ShouldNotBeNull().Settings;

        room.Channels.Select(static c => c.Name).ShouldBe(["telemetry-stream", "dashboard-events", "dlq"]);
        room.Channels.ShouldAllBe(static c => c.Hardcoded && c.Durability == ChannelDurability.Ephemeral);
        room.AutoCreateChannels.ShouldBeFalse();
    }

    [Fact]
    public void What_the_settings_declare_of_the_room_stands_and_the_rest_is_added()
    {
        var declared = new ChannelSettings("dlq", "letters", ChannelDurability.Durable, true, Scene.Start, "config");
        var acl = RoomAcl.Open with { SubscribeRoles = ["admin"] };

        var room = SystemRoom.Complete([new RoomSettings("integriguard", acl, [declared], false, 3)]).ShouldHaveSingleItem();

        room.Acl.ShouldBe(acl);
        room.Channels[0].ShouldBe(declared);
        room.Channels.Select(static c => c.Name).ShouldBe(["dlq", "telemetry-stream", "dashboard-events"]);
    }

    [Fact]
    public void A_room_that_is_whole_stays_as_it_is()
    {
        var rooms = SystemRoom.Complete([]);

        SystemRoom.Complete(rooms).ShouldBe(rooms);
    }
}
