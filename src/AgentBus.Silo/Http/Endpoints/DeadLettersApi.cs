using System.Globalization;
using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>The tenant's dead letters (MSG-10), for those who may operate the tenant: listed, and one by one.</summary>
internal sealed class DeadLettersApi(LetterDesk desk) : IApiGroup
{
    private const string One = LetterDesk.Path + "/{id}";
    private const int DefaultLimit = 50;
    private const int MaxLimit = 1_000;

    private static readonly ApiParameter Id = ApiParameter.Path("id", "The letter's number.");

    /// <inheritdoc/>
    public string Name => "Dead letters";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", LetterDesk.Path, ListAsync, "The messages that reached nobody, newest first.")
        {
            Parameters = [.. LetterDesk.Filter, .. LetterDesk.Page(MaxLimit, DefaultLimit)],
            Data = typeof(LetterListData),
            Problems = [403],
            Examples = [new("All", LetterDesk.Path, 200), new("Those that nobody settled", LetterDesk.Path + "?code=deliveries_exhausted&limit=10", 200)],
        },
        new("GET", One, ShowAsync, "One dead letter with its message.")
        {
            Parameters = [Id], Data = typeof(LetterData), Problems = [403, 404],
            Examples = [new("None of this number", LetterDesk.Path + "/4711", 404)],
        },
        new("POST", One + "/replay", ReplayAsync, "Sends a dead letter again, through admission with the policy of now. One that is delivered or held is a dead letter no more.")
        {
            Parameters = [Id], Body = typeof(NothingData), Data = typeof(ReplayData), Problems = [403, 404],
            Examples = [new("None of this number", LetterDesk.Path + "/4711/replay", 404, """{"constitutional_hash":"cdd01ef066bc6cf2"}""")],
        },
        new("POST", One + "/discard", DiscardAsync, "Removes a dead letter for good, with evidence of it.")
        {
            Parameters = [Id], Body = typeof(DiscardRequestData), Data = typeof(DiscardData), Problems = [403, 404],
            Examples = [new("None of this number", LetterDesk.Path + "/4711/discard", 404, """{"reason":"a test message","constitutional_hash":"cdd01ef066bc6cf2"}""")],
        },
    ];

    private async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        var query = LetterDesk.Query(call, MaxLimit, DefaultLimit);
        if ((query.Refusal ?? await desk.RefuseAsync(call)) is { } refusal)
        {
            return refusal;
        }

        var page = await desk.Of(call).ListAsync(query.Value!);
        return new ApiAnswer { Data = new LetterListData([.. page.Letters.Select(LetterData.Of)]), Pagination = LetterDesk.Paged(page.Letters.Length, page.Next) };
    }

    private async Task<ApiAnswer> ShowAsync(ApiCall call) => await desk.RefuseAsync(call) is { } refusal ? refusal
        : await FindAsync(call) is { } letter ? ApiAnswer.Of(LetterData.Of(letter))
        : Refusal.NotFound;

    private async Task<ApiAnswer> ReplayAsync(ApiCall call)
    {
        if (await desk.RefuseAsync(call) is { } refusal)
        {
            return refusal;
        }

        if (await FindAsync(call) is not { } letter)
        {
            return Refusal.NotFound;
        }

        var replays = await desk.Of(call).ReplayAsync([letter.Id], call.Principal.Agent.Agent);
        var receipt = replays[0].Receipt;
        return receipt.Outcome == Outcome.Refused
            ? new Refusal(receipt.Code, receipt.Reason, receipt.RetryAfter)
            : ApiAnswer.Of(new ReplayData(letter.Id, ReceiptData.Of(receipt)));
    }

    private async Task<ApiAnswer> DiscardAsync(ApiCall call)
    {
        var reason = StatedReason.Read(call);
        if ((reason.Refusal ?? await desk.RefuseAsync(call)) is { } refusal)
        {
            return refusal;
        }

        return await FindAsync(call) is { } letter
            ? ApiAnswer.Of(new DiscardData(await desk.Of(call).DiscardAsync([letter.Id], call.Principal.Agent.Agent, reason.Value!)))
            : Refusal.NotFound;
    }

    private async Task<DeadLetter?> FindAsync(ApiCall call) =>
        long.TryParse(call.Route("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await desk.Of(call).FindAsync(id) : null;
}
