using AgentBus.Domain.Rooms;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Rooms;

public sealed class RoomRulesTests
{
    private static readonly RoomSettings Room = Scene.NewRoom("ops", RoomAcl.Open);
    private static readonly ChannelSettings Made = Room.Channels[0] with { Hardcoded = false };

    [Fact]
    public void A_room_takes_as_many_channels_as_it_may()
    {
        RoomRules.MayCreate(Room, channels: 3, "new").ShouldBeNull();
        RoomRules.MayCreate(Room, channels: 4, "new").ShouldNotBeNull().Code.ShouldBe(Code.LimitExceeded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("a:b")]
    [InlineData("sys-log")]
    public void A_channel_needs_a_name_that_is_free_to_choose(string name) =>
        RoomRules.MayCreate(Room, 0, name).ShouldNotBeNull().Code.ShouldBe(Code.MessageInvalid);

    [Fact]
    public void A_declared_channel_is_never_deleted() =>
        RoomRules.MayDelete(Room.Channels[0], members: 0).ShouldNotBeNull().Code.ShouldBe(Code.PermissionDenied);

    [Fact]
    public void A_channel_with_members_is_not_deleted() =>
        RoomRules.MayDelete(Made, members: 1).ShouldNotBeNull().Code.ShouldBe(Code.PermissionDenied);

    [Fact]
    public void An_empty_channel_that_was_made_is_deleted() => RoomRules.MayDelete(Made, members: 0).ShouldBeNull();

    [Fact]
    public void An_agent_follows_as_many_channels_as_it_may()
    {
        RoomRules.MayJoin(Scene.NewSettings(), memberships: 2).ShouldBeNull();
        RoomRules.MayJoin(Scene.NewSettings(), memberships: 3).ShouldNotBeNull().Code.ShouldBe(Code.LimitExceeded);
    }
}
