using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// The room in which reviewers are told of cases (DEL-08, ROOM-14). Every tenant has it unless its settings name none. Only roles that may decide on
/// something follow it, whatever else its settings leave open; what they declare of it besides stands, and what is missing is added.
/// </summary>
public static class ReviewRoom
{
    /// <summary>The channel of the notices.</summary>
    public const string Channel = "cases";

    private const string Type = "review";
    private const int MaxChannels = 16;

    /// <summary>A tenant's rooms, with this one.</summary>
    public static ImmutableArray<RoomSettings> Complete(ImmutableArray<RoomSettings> rooms, DeliberationSettings review)
    {
        if (review.Room.Length == 0)
        {
            return rooms;
        }

        var roles = RolesOf(review);
        var declared = rooms.FirstOrDefault(room => room.Name == review.Room);
        if (declared is null)
        {
            return rooms.Add(new RoomSettings(
                review.Room, new RoomAcl(roles, roles, [], Classification.Secret, MinClearance: 0), [Cases], AutoCreateChannels: false, MaxChannels));
        }

        var acl = declared.Acl with { PublishRoles = Or(declared.Acl.PublishRoles, roles), SubscribeRoles = Or(declared.Acl.SubscribeRoles, roles) };
        var channels = declared.Channels.Any(static channel => channel.Name == Channel) ? declared.Channels : declared.Channels.Add(Cases);
        return rooms.Replace(declared, declared with { Acl = acl, Channels = channels });
    }

    /// <summary>All roles that may decide on some case of the tenant, in ordinal order.</summary>
    public static ImmutableArray<string> RolesOf(DeliberationSettings review) =>
    [
        .. review.ReviewerRoles
            .Concat(review.Rules.SelectMany(static rule => rule.Roles.Concat(rule.VetoRoles).Concat(rule.Escalations.SelectMany(static level => level.Roles))))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static ChannelSettings Cases { get; } =
        new(Channel, Type, ChannelDurability.Durable, Hardcoded: true, DateTimeOffset.UnixEpoch, CreatedBy: "");

    private static ImmutableArray<string> Or(ImmutableArray<string> declared, ImmutableArray<string> roles) => declared.IsDefaultOrEmpty ? roles : declared;
}
