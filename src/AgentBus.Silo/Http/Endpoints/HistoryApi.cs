using System.Collections.Immutable;
using System.Globalization;
using AgentBus.Contracts;
using AgentBus.Domain.Rooms;
using AgentBus.Model;
using AgentBus.Silo.Json;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>The history of channels, page by page (HIS-01, CMD-10): without what has expired or is above the reader's clearance.</summary>
internal sealed class HistoryApi(IClusterClient cluster) : IApiGroup
{
    private const string Pattern = "/api/v1/rooms/{room}/channels/{channel}/history";
    private const string Example = "/api/v1/rooms/science/channels/general/history";
    private const char Forward = 'a';
    private const char Backward = 'b';

    /// <inheritdoc/>
    public string Name => "History";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", Pattern, ReadAsync, "A page of a channel's history: the newest, or from a time or a place on.")
        {
            Parameters =
            [
                ApiParameter.Path("room", "The room."),
                ApiParameter.Path("channel", "The channel."),
                ApiParameter.Query("since", "From the first message accepted at or after this time (RFC 3339)."),
                ApiParameter.Query("after", "From the message after this sequence.", "integer"),
                ApiParameter.Query("before", "The last messages before this sequence.", "integer"),
                ApiParameter.Query("limit", $"At most so many, 1 to {HistoryRange.MaxLimit}; default {HistoryRange.DefaultLimit}.", "integer"),
                ApiParameter.Cursor,
            ],
            Data = typeof(HistoryData),
            Problems = [403, 404],
            Examples =
            [
                new("The newest messages", Example, 200),
                new("From the beginning", Example + "?after=0&limit=2", 200),
                new("A channel that is not there", "/api/v1/rooms/nowhere/channels/general/history", 404),
            ],
        },
    ];

    /// <summary>Where a message of a channel can be read.</summary>
    public static string PlaceOf(string room, string channel, Position place) =>
        $"/api/v1/rooms/{Uri.EscapeDataString(room)}/channels/{Uri.EscapeDataString(channel)}/history?cursor={Cursor(Forward, place.Epoch, place.Sequence - 1)}&limit=1";

    private async Task<ApiAnswer> ReadAsync(ApiCall call)
    {
        if (call.Number("limit", HistoryRange.DefaultLimit, 1, HistoryRange.MaxLimit) is not { } limit)
        {
            return ApiAnswer.Invalid($"The parameter limit must be 1 to {HistoryRange.MaxLimit}.");
        }

        if (QueryOf(call, limit) is not { } query)
        {
            return ApiAnswer.Invalid("Of cursor, since, after and before one may be given: a cursor of an answer, a time such as 2026-01-31T12:00:00Z, or a sequence.");
        }

        var channel = new ChannelName(call.Route("room"), call.Route("channel"));
        var page = await call.Caller.RunAsync(session =>
            cluster.GetGrain<IAgentMemory>(session.Key.GrainKey).ReadHistoryAsync(new HistoryRequest(session.Token, channel, query)));
        return page.IsOk ? Answer(page.Value, query) : page.Refusal;
    }

    private static ApiAnswer Answer(HistoryPage page, HistoryQuery query)
    {
        var goesBack = query.After is null && query.Since is null;
        return new ApiAnswer
        {
            Data = HistoryData.Of(page),
            Pagination = Pagination.Of(page.Messages.Length, page.Next == 0 ? null : Cursor(goesBack ? Backward : Forward, page.Epoch, page.Next)),
        };
    }

    private static HistoryQuery? QueryOf(ApiCall call, int limit)
    {
        string?[] given = [call.Query(ApiCursor.Parameter), call.Query("since"), call.Query("after"), call.Query("before")];
        if (given.Count(static value => value is not null) > 1)
        {
            return null;
        }

        return given switch
        {
            [{ } cursor, ..] => OfCursor(cursor, limit),
            [_, { } since, ..] => Rfc3339.TryRead(since, out var time) ? new HistoryQuery(null, time, 0, limit) : null,
            [_, _, { } after, _] => Sequence(after, 0) is { } sequence ? new HistoryQuery(new Position(0, sequence), null, 0, limit) : null,
            [_, _, _, { } before] => Sequence(before, 1) is { } sequence ? new HistoryQuery(null, null, sequence, limit) : null,
            _ => new HistoryQuery(null, null, 0, limit),
        };
    }

    private static HistoryQuery? OfCursor(string cursor, int limit)
    {
        if (ApiCursor.Read(cursor)?.Split(':') is not [[var direction], var epochText, var sequenceText]
            || !ulong.TryParse(epochText, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || Sequence(sequenceText, 0) is not { } sequence)
        {
            return null;
        }

        return direction switch
        {
            Forward => new HistoryQuery(new Position(epoch, sequence), null, 0, limit),
            Backward => new HistoryQuery(null, null, sequence, limit),
            _ => null,
        };
    }

    private static string Cursor(char direction, ulong epoch, long sequence) => ApiCursor.Write($"{direction}:{epoch}:{sequence}");

    private static long? Sequence(string text, long min) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence >= min ? sequence : null;
}

/// <summary>A page of a history.</summary>
/// <param name="Epoch">The history that the sequences belong to, as digits: it has 64 bits.</param>
/// <param name="First">The oldest sequence that can be read; 0: there is none.</param>
/// <param name="Head">The last sequence.</param>
/// <param name="Partial">The store could not be read: older messages may be missing.</param>
/// <param name="Messages">The messages, in order.</param>
internal sealed record HistoryData(string Epoch, long First, long Head, bool Partial, ImmutableArray<DeliveryData> Messages)
{
    public static HistoryData Of(HistoryPage page) => new(
        $"{page.Epoch}", page.First, page.Head, page.IsPartial, [.. page.Messages.Select(message => DeliveryData.Of(message, page.Epoch))]);
}
