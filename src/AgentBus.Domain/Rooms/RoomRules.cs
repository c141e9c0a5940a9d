using AgentBus.Model;

namespace AgentBus.Domain.Rooms;

/// <summary>The rules of rooms and channels that do not depend on who asks (ROOM-07, ROOM-13). Null: it may be.</summary>
public static class RoomRules
{
    private static readonly Refusal TooManyChannels = new(
        Code.LimitExceeded, "The room has as many channels as it may; delete one first.");

    private static readonly Refusal TooManyMemberships = new(
        Code.LimitExceeded, "The agent follows as many channels as it may; leave one first.");

    private static readonly Refusal Declared = new(
        Code.PermissionDenied, "The channel is declared by the configuration and cannot be deleted.");

    private static readonly Refusal HasMembers = new(
        Code.PermissionDenied, "The channel has members; it can be deleted when the last has left.");

    /// <summary>The answer to a name that no channel can have.</summary>
    public static Refusal BadName { get; } = new(
        Code.MessageInvalid, "A channel is named by 1 to 64 of A-Z a-z 0-9 _ -, and not with the prefix sys-.");

    /// <summary>The answer to making a channel that there is.</summary>
    public static Refusal Exists { get; } = new(Code.AlreadyExists, "The room has a channel of this name; join it.");

    /// <summary>Whether the room takes one more channel of this name.</summary>
    /// <param name="room">The room.</param>
    /// <param name="channels">How many channels it has, declared and made.</param>
    /// <param name="name">The new channel's name.</param>
    public static Refusal? MayCreate(RoomSettings room, int channels, string name) =>
        !IdGrammar.IsOpen(name) ? BadName
        : channels >= room.MaxChannels ? TooManyChannels
        : null;

    /// <summary>Whether the channel may go.</summary>
    public static Refusal? MayDelete(ChannelSettings channel, int members) =>
        channel.Hardcoded ? Declared
        : members > 0 ? HasMembers
        : null;

    /// <summary>Whether the agent may follow one more channel.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="memberships">How many it follows.</param>
    public static Refusal? MayJoin(TenantSettings tenant, int memberships) =>
        memberships >= tenant.MaxMemberships ? TooManyMemberships : null;
}
