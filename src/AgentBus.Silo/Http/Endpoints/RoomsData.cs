using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>Rooms.</summary>
/// <param name="Rooms">Their names.</param>
internal sealed record RoomListData(ImmutableArray<string> Rooms);

/// <summary>A room.</summary>
/// <param name="Room">Its name.</param>
/// <param name="Channels">Its channels.</param>
internal sealed record RoomData(string Room, ImmutableArray<ChannelData> Channels);

/// <summary>A channel.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Durability">durable or ephemeral.</param>
/// <param name="Kind">pub_sub: everyone who follows it gets its messages; work_queue: one of those who serve it.</param>
/// <param name="Hardcoded">It is declared by configuration and cannot be deleted.</param>
/// <param name="CreatedBy">Who made it; null: nobody, it is declared.</param>
/// <param name="MemberCount">How many are in it.</param>
internal sealed record ChannelData(string Channel, string Type, ChannelDurability Durability, ChannelKind Kind, bool Hardcoded, string? CreatedBy, int MemberCount)
{
    public static ChannelData Of(ChannelSettings settings, int members) => new(
        settings.Name, settings.Type, settings.Durability, settings.Kind, settings.Hardcoded, settings.CreatedBy.Length > 0 ? settings.CreatedBy : null, members);
}

/// <summary>A channel with its members.</summary>
/// <param name="Room">The room.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Members">Ids of its members, the first 1,000.</param>
/// <param name="Epoch">The history of its head, as digits.</param>
/// <param name="Head">Its last sequence.</param>
internal sealed record ChannelDetailsData(string Room, ChannelData Channel, ImmutableArray<string> Members, string Epoch, long Head)
{
    public static ChannelDetailsData Of(string room, ChannelDetails details) => new(
        room, ChannelData.Of(details.Settings, details.MemberCount), details.Members, $"{details.Head.Epoch}", details.Head.Sequence);
}

/// <summary>Who is in a room.</summary>
/// <param name="Room">The room.</param>
/// <param name="Members">Its members.</param>
/// <param name="Complete">These are all.</param>
internal sealed record MemberListData(string Room, ImmutableArray<MemberData> Members, bool Complete);

/// <summary>A member of a room.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Channels">The channels of the room that it is in.</param>
internal sealed record MemberData(string AgentId, ImmutableArray<string> Channels);
