using System.Collections.Immutable;
using System.Globalization;
using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Domain.Codes;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using AgentBus.Silo.Json;
using Orleans;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Http;

/// <summary>
/// The tenant's dead letters (MSG-10), for those who may operate the tenant. The agent's grain says whether the session holds, the tenant's
/// settings of now whether its roles reach so far.
/// </summary>
internal sealed class DeadLettersApi(IClusterClient cluster) : IApiGroup
{
    private const string All = "/api/v1/deadletters";
    private const string One = All + "/{id}";
    private const string Operation = "dead_letters";
    private const int DefaultLimit = 50;
    private const int MaxLimit = 1_000;

    private static readonly ApiParameter Id = ApiParameter.Path("id", "The letter's number.");

    /// <inheritdoc/>
    public string Name => "Dead letters";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", All, ListAsync, "The messages that reached nobody, newest first.")
        {
            Parameters =
            [
                ApiParameter.Query("room", "Of this room, with channel."),
                ApiParameter.Query("channel", "Of this channel, with room."),
                ApiParameter.Query("sender", "Of this agent."),
                ApiParameter.Query("code", "Dead for this reason."),
                ApiParameter.Query("since", "Died at or after this time (RFC 3339)."),
                ApiParameter.Query("until", "Died before this time."),
                ApiParameter.Query("limit", $"At most so many, 1 to {MaxLimit}; default {DefaultLimit}.", "integer"),
                ApiParameter.Cursor,
            ],
            Data = typeof(LetterListData),
            Problems = [403],
            Examples = [new("All", All, 200), new("Those that nobody settled", All + "?code=deliveries_exhausted&limit=10", 200)],
        },
        new("GET", One, ShowAsync, "One dead letter with its message.")
        {
            Parameters = [Id], Data = typeof(LetterData), Problems = [403, 404],
            Examples = [new("None of this number", All + "/4711", 404)],
        },
        new("POST", One + "/replay", ReplayAsync, "Sends a dead letter again, through admission with the policy of now. One that is delivered or held is a dead letter no more.")
        {
            Parameters = [Id], Body = typeof(NothingData), Data = typeof(ReplayData), Problems = [403, 404],
            Examples = [new("None of this number", All + "/4711/replay", 404, """{"constitutional_hash":"cdd01ef066bc6cf2"}""")],
        },
        new("POST", One + "/discard", DiscardAsync, "Removes a dead letter for good, with evidence of it.")
        {
            Parameters = [Id], Body = typeof(DiscardRequestData), Data = typeof(DiscardData), Problems = [403, 404],
            Examples = [new("None of this number", All + "/4711/discard", 404, """{"reason":"a test message","constitutional_hash":"cdd01ef066bc6cf2"}""")],
        },
    ];

    private async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        if (call.Number("limit", DefaultLimit, 1, MaxLimit) is not { } limit || QueryOf(call, limit) is not { } query)
        {
            return ApiAnswer.Invalid($"A parameter is wrong: room and channel go together, code is a code of the bus, since and until are times, limit is 1 to {MaxLimit}, cursor comes from an answer.");
        }

        if (await RefuseAsync(call) is { } refusal)
        {
            return refusal;
        }

        var page = await Letters(call).ListAsync(query);
        return new ApiAnswer
        {
            Data = new LetterListData([.. page.Letters.Select(LetterData.Of)]),
            Pagination = Pagination.Of(page.Letters.Length, page.Next == 0 ? null : ApiCursor.Write($"{page.Next}")),
        };
    }

    private async Task<ApiAnswer> ShowAsync(ApiCall call) => await RefuseAsync(call) is { } refusal ? refusal
        : await FindAsync(call) is { } letter ? ApiAnswer.Of(LetterData.Of(letter))
        : Refusal.NotFound;

    private async Task<ApiAnswer> ReplayAsync(ApiCall call)
    {
        if (await RefuseAsync(call) is { } refusal)
        {
            return refusal;
        }

        if (await FindAsync(call) is not { } letter)
        {
            return Refusal.NotFound;
        }

        var replays = await Letters(call).ReplayAsync([letter.Id], call.Principal.Agent.Agent);
        var receipt = replays[0].Receipt;
        return receipt.Outcome == Outcome.Refused
            ? new Refusal(receipt.Code, receipt.Reason, receipt.RetryAfter)
            : ApiAnswer.Of(new ReplayData(letter.Id, ReceiptData.Of(receipt)));
    }

    private async Task<ApiAnswer> DiscardAsync(ApiCall call)
    {
        var findings = new JsonFindings();
        call.NoteUnknown(["reason"], findings);
        if (call.Take(findings) is { } unknown)
        {
            return unknown;
        }

        if (JsonText.Text(call.Request.Data, "reason") is not { Length: > 0 and <= 1_024 } reason)
        {
            return ApiAnswer.Invalid("The field reason must say why, in 1 to 1,024 characters; it goes into the evidence.");
        }

        if (await RefuseAsync(call) is { } refusal)
        {
            return refusal;
        }

        if (await FindAsync(call) is not { } letter)
        {
            return Refusal.NotFound;
        }

        return ApiAnswer.Of(new DiscardData(await Letters(call).DiscardAsync([letter.Id], call.Principal.Agent.Agent, reason)));
    }

    /// <summary>Whether the caller may operate its tenant's dead letters; null: it may.</summary>
    private async Task<Refusal?> RefuseAsync(ApiCall call)
    {
        if (await call.Caller.ConfirmAsync() is { } over)
        {
            return over;
        }

        var settings = await cluster.GetGrain<ITenantAdmin>(Tenant(call).GrainKey).ShowAsync();
        return settings.IsOk ? AccessRules.Operate(call.Principal, TenantSnapshot.Compile(settings.Value), Operation) : settings.Refusal;
    }

    private async Task<DeadLetter?> FindAsync(ApiCall call) =>
        long.TryParse(call.Route("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await Letters(call).FindAsync(id) : null;

    private IDeadLetters Letters(ApiCall call) => cluster.GetGrain<IDeadLetters>(Tenant(call).DeadLettersKey);

    private static TenantKey Tenant(ApiCall call) => new(call.Principal.Agent.Tenant);

    private static DeadLetterQuery? QueryOf(ApiCall call, int limit)
    {
        var (room, channel) = (call.Query("room") ?? "", call.Query("channel") ?? "");
        var code = Code.None;
        var before = 0L;
        var isRight = room.Length > 0 == channel.Length > 0
            && (call.Query("code") is not { } codeText || (CodeTable.TryParse(codeText, out code) && code != Code.None))
            && (call.Query(ApiCursor.Parameter) is not { } cursor || long.TryParse(ApiCursor.Read(cursor), NumberStyles.None, CultureInfo.InvariantCulture, out before));
        return isRight && TryTime(call.Query("since"), out var since) && TryTime(call.Query("until"), out var until)
            ? new DeadLetterQuery(new ChannelName(room, channel), call.Query("sender") ?? "", code, since, until, before, limit)
            : null;
    }

    private static bool TryTime(string? text, out DateTimeOffset? time)
    {
        var isRight = Rfc3339.TryRead(text ?? "", out var read);
        time = isRight ? read : null;
        return isRight || text is null;
    }
}

/// <summary>Nothing but the request's context.</summary>
internal sealed record NothingData;

/// <summary>Dead letters, without their messages.</summary>
/// <param name="Letters">The letters.</param>
internal sealed record LetterListData(ImmutableArray<LetterData> Letters);

/// <summary>A dead letter.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Room">The room that it was in.</param>
/// <param name="Channel">The channel that it was in.</param>
/// <param name="Sequence">Its place there; 0: it had none.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Code">Why it is dead.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="Attempts">How often it was handed out.</param>
/// <param name="AcceptedAt">When the bus accepted it.</param>
/// <param name="DiedAt">When it became a dead letter.</param>
/// <param name="History">What happened to it.</param>
/// <param name="Envelope">The message; null in lists.</param>
/// <param name="Stamp">What the bus says of it; null in lists.</param>
internal sealed record LetterData(
    long Id,
    string Room,
    string Channel,
    long Sequence,
    string MessageId,
    string Sender,
    string Code,
    string Reason,
    int Attempts,
    DateTimeOffset AcceptedAt,
    DateTimeOffset DiedAt,
    ImmutableArray<string> History,
    Wire.Envelope? Envelope,
    Wire.Stamp? Stamp)
{
    public static LetterData Of(DeadLetter letter) => new(
        letter.Id,
        letter.Source.Room,
        letter.Source.Channel,
        letter.Sequence,
        letter.MessageId,
        letter.Sender.Agent,
        CodeTable.Wire(letter.Code),
        letter.Reason,
        letter.Attempts,
        letter.AcceptedAt,
        letter.DiedAt,
        letter.History,
        letter.Envelope.IsEmpty ? null : DeliveryData.Read(Wire.Envelope.Parser, letter.Envelope),
        letter.Stamp.IsEmpty ? null : DeliveryData.Read(Wire.Stamp.Parser, letter.Stamp));
}

/// <summary>What became of a dead letter that was sent again.</summary>
/// <param name="Id">The letter.</param>
/// <param name="Receipt">The message's receipt.</param>
internal sealed record ReplayData(long Id, ReceiptData Receipt);

/// <summary>Why a dead letter is removed.</summary>
/// <param name="Reason">For the evidence: 1 to 1,024 characters.</param>
internal sealed record DiscardRequestData(string Reason);

/// <summary>How many dead letters were removed.</summary>
/// <param name="Discarded">0 or 1.</param>
internal sealed record DiscardData(int Discarded);
