using AgentBus.Contracts;
using AgentBus.Model;
using AgentBus.Services;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>The rooms, channels and members that the caller may see. Which those are, the agent's grain decides.</summary>
internal sealed class RoomsApi(IClusterClient cluster) : IApiGroup
{
    private const string Rooms = "/api/v1/rooms";
    private const string Room = Rooms + "/{room}";
    private const string Members = Room + "/members";
    private const string Channel = Room + "/channels/{channel}";
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    private static readonly ApiParameter RoomName = ApiParameter.Path("room", "The room.");
    private static readonly ApiParameter Limit = ApiParameter.Query("limit", $"At most so many, 1 to {MaxLimit}; default {DefaultLimit}.", "integer");

    /// <inheritdoc/>
    public string Name => "Rooms";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", Rooms, ListAsync, "The rooms in which there is a channel to follow.")
        {
            Parameters = [Limit, ApiParameter.Cursor], Data = typeof(RoomListData),
            Examples = [new("All", Rooms, 200)],
        },
        new("GET", Room, ShowAsync, "The channels of a room that may be followed.")
        {
            Parameters = [RoomName, Limit, ApiParameter.Cursor], Data = typeof(RoomData), Problems = [403, 404],
            Examples = [new("A room", Rooms + "/science", 200), new("None of this name", Rooms + "/nowhere", 404)],
        },
        new("GET", Members, MembersAsync, "Who is in a room: the members of those of its channels that may be followed, the first 100 of them.")
        {
            Parameters = [RoomName], Data = typeof(MemberListData), Problems = [403, 404],
            Examples = [new("The members of a room", Rooms + "/science/members", 200)],
        },
        new("GET", Channel, DescribeAsync, "One channel with its members.")
        {
            Parameters = [RoomName, ApiParameter.Path("channel", "The channel.")], Data = typeof(ChannelDetailsData), Problems = [403, 404],
            Examples = [new("A channel", Rooms + "/science/channels/general", 200), new("None of this name", Rooms + "/science/channels/nothing", 404)],
        },
    ];

    private async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        if (!TryPage(call, out var limit, out var after))
        {
            return WrongPage;
        }

        var page = await call.Caller.RunAsync(session => Grain(session).RoomsAsync(new RoomQuery(session.Token, "", after, limit)));
        return !page.IsOk ? page.Refusal : new ApiAnswer
        {
            Data = new RoomListData(page.Value.Rooms),
            Pagination = Pagination.Of(page.Value.Rooms.Length, CursorOf(page.Value.Next)),
        };
    }

    private async Task<ApiAnswer> ShowAsync(ApiCall call)
    {
        if (!TryPage(call, out var limit, out var after))
        {
            return WrongPage;
        }

        var room = call.Route("room");
        var page = await ChannelsAsync(call, room, after, limit);
        return !page.IsOk ? page.Refusal : new ApiAnswer
        {
            Data = new RoomData(room, [.. page.Value.Channels.Select(static one => ChannelData.Of(one.Settings, one.Members))]),
            Pagination = Pagination.Of(page.Value.Channels.Length, CursorOf(page.Value.Next)),
        };
    }

    private async Task<ApiAnswer> MembersAsync(ApiCall call)
    {
        var room = call.Route("room");
        var page = await ChannelsAsync(call, room, "", MaxLimit);
        if (!page.IsOk)
        {
            return page.Refusal;
        }

        var channels = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        var isComplete = page.Value.Next.Length == 0;
        foreach (var channel in page.Value.Channels.Where(static one => one.Members > 0))
        {
            var details = await DetailsAsync(call, new ChannelName(room, channel.Settings.Name));
            isComplete &= details.Value?.Members.Length == details.Value?.MemberCount;
            foreach (var member in details.Value?.Members ?? [])
            {
                if (!channels.TryGetValue(member, out var known))
                {
                    channels.Add(member, known = []);
                }

                known.Add(channel.Settings.Name);
            }
        }

        return ApiAnswer.Of(new MemberListData(room, [.. channels.Select(static member => new MemberData(member.Key, [.. member.Value]))], isComplete));
    }

    private async Task<ApiAnswer> DescribeAsync(ApiCall call)
    {
        var details = await DetailsAsync(call, new ChannelName(call.Route("room"), call.Route("channel")));
        return details.IsOk ? ApiAnswer.Of(ChannelDetailsData.Of(call.Route("room"), details.Value)) : details.Refusal;
    }

    private Task<Result<ChannelListing>> ChannelsAsync(ApiCall call, string room, string after, int limit) =>
        call.Caller.RunAsync(session => Grain(session).ChannelsAsync(new RoomQuery(session.Token, room, after, limit)));

    private Task<Result<ChannelDetails>> DetailsAsync(ApiCall call, ChannelName channel) =>
        call.Caller.RunAsync(session => Grain(session).DescribeChannelAsync(new ChannelRequest(session.Token, channel)));

    private IAgentRooms Grain(BusSession session) => cluster.GetGrain<IAgentRooms>(session.Key.GrainKey);

    private static ApiAnswer WrongPage { get; } = ApiAnswer.Invalid($"The parameter limit must be 1 to {MaxLimit}, and cursor must come from an answer.");

    private static bool TryPage(ApiCall call, out int limit, out string after)
    {
        limit = call.Number("limit", DefaultLimit, 1, MaxLimit) ?? 0;
        var read = call.Query(ApiCursor.Parameter) is { } cursor ? ApiCursor.Read(cursor) : "";
        after = read ?? "";
        return limit > 0 && read is not null;
    }

    private static string? CursorOf(string next) => next.Length == 0 ? null : ApiCursor.Write(next);
}
