using System.Collections.Immutable;
using System.Globalization;
using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Domain.Codes;
using AgentBus.Model;
using AgentBus.Silo.Json;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>
/// What the operations on dead letters share: who may use them, and which letters a request means. Thread-safe.
/// </summary>
internal sealed class LetterDesk(IClusterClient cluster, TenantDesk tenants)
{
    /// <summary>Where the letters are.</summary>
    public const string Path = "/api/v1/deadletters";

    /// <summary>The parameters by which letters are chosen.</summary>
    public static ImmutableArray<ApiParameter> Filter { get; } =
    [
        ApiParameter.Query("room", "Of this room, with channel."),
        ApiParameter.Query("channel", "Of this channel, with room."),
        ApiParameter.Query("sender", "Of this agent."),
        ApiParameter.Query("code", "Dead for this reason."),
        ApiParameter.Query("since", "Died at or after this time (RFC 3339)."),
        ApiParameter.Query("until", "Died before this time."),
    ];

    /// <summary>The parameters of a page.</summary>
    public static ImmutableArray<ApiParameter> Page(int most, int byDefault) =>
        [ApiParameter.Query("limit", $"At most so many, 1 to {most}; default {byDefault}.", "integer"), ApiParameter.Cursor];

    /// <summary>Whether the caller may operate its tenant's dead letters; null: it may.</summary>
    public Task<Refusal?> RefuseAsync(ApiCall call) => tenants.RefuseAsync(call, TenantOperations.DeadLetters);

    /// <summary>The letters of the caller's tenant.</summary>
    public IDeadLetters Of(ApiCall call) => cluster.GetGrain<IDeadLetters>(Tenant(call).DeadLettersKey);

    /// <summary>Which letters a request means; refused where a parameter is wrong.</summary>
    public static Result<DeadLetterQuery> Query(ApiCall call, int most, int byDefault) =>
        call.Number("limit", byDefault, 1, most) is { } limit && Read(call, limit) is { } query
            ? query
            : new Refusal(
                Code.MessageInvalid,
                $"A parameter is wrong: room and channel go together, code is a code of the bus, since and until are times, limit is 1 to {most}, cursor comes from an answer.");

    /// <summary>What an answer says of the page: how many letters it dealt with, and where it goes on.</summary>
    public static Pagination Paged(int size, long next) => Pagination.Of(size, next == 0 ? null : ApiCursor.Write($"{next}"));

    private static TenantKey Tenant(ApiCall call) => new(call.Principal.Agent.Tenant);

    private static DeadLetterQuery? Read(ApiCall call, int limit)
    {
        var (room, channel) = (call.Query("room") ?? "", call.Query("channel") ?? "");
        var code = Code.None;
        var before = 0L;
        var isRight = room.Length > 0 == channel.Length > 0
            && (call.Query("code") is not { } codeText || (CodeTable.TryParse(codeText, out code) && code != Code.None))
            && (call.Query(ApiCursor.Parameter) is not { } cursor || long.TryParse(ApiCursor.Read(cursor), NumberStyles.None, CultureInfo.InvariantCulture, out before));
        return isRight && Rfc3339.TryReadOptional(call.Query("since"), out var since) && Rfc3339.TryReadOptional(call.Query("until"), out var until)
            ? new DeadLetterQuery(new ChannelName(room, channel), call.Query("sender") ?? "", code, since, until, before, limit)
            : null;
    }
}
