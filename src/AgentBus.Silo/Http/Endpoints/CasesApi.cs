using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using AgentBus.Services;

namespace AgentBus.Silo.Http;

/// <summary>
/// The cases in which people decide on held messages (DEL-02, DEL-05), for those who may decide and for the senders. What a caller may not know
/// of is not there.
/// </summary>
internal sealed class CasesApi(CaseReview review, CaseContexts contexts, CaseWatchEvents watch) : IApiGroup
{
    private const string All = "/api/v1/cases";
    private const string One = All + "/{case_id}";
    private const string Approval = "/api/v1/approval/{approval_id}";
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private const string Unknown = "0000000000000000000000000000000000000000";
    private const string Approve = """{"vote":"approve","reason":"looks right","constitutional_hash":"cdd01ef066bc6cf2"}""";
    private const string Said = """{"text":"please say which version","constitutional_hash":"cdd01ef066bc6cf2"}""";

    private const string Looking = """{"reason":"the address is cut","constitutional_hash":"cdd01ef066bc6cf2"}""";

    private static readonly ApiParameter CaseId = ApiParameter.Path("case_id", "The case, as the receipt names it.");

    /// <inheritdoc/>
    public string Name => "Cases";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", All, ListAsync, "The cases that the caller may see: those that are not over in the order in which to look at them, or those of a state, newest first.")
        {
            Parameters =
            [
                ApiParameter.Query("state", "Those that stand here: open, delivering, granted, delivered, rejected, expired, cancelled, refused. Default: all that are not over."),
                ApiParameter.Query("sender", "Those of this agent."),
                ApiParameter.Query("group", "Those like this one."),
                ApiParameter.Query("over", "true: those that are over, newest first; state says how they ended.", "boolean"),
                ApiParameter.Query("text", "With this in sender, target, action, tool, ids, reasons or voters."),
                ApiParameter.Query("limit", $"At most so many, 1 to {MaxLimit}; default {DefaultLimit}.", "integer"),
                ApiParameter.Cursor,
            ],
            Data = typeof(CaseListData),
            Examples = [new("All that wait", All, 200), new("What was rejected", All + "?state=rejected&limit=10", 200), new("What is over", All + "?over=true&text=deploy", 200), new("A state that there is not", All + "?state=happy", 400)],
        },
        new("GET", All + "/watch", watch.OpenAsync, "The cases that the caller may see as they change, by server-sent events: case for a change, list where to list again, end when it is over.")
        {
            Parameters = [ApiParameter.Header(ServerEvent.LastId, "Go on after this event."), ApiParameter.Query("after", "The same, for those who can set no header.")],
            Events = [typeof(CaseChangeData), typeof(CaseListAgainData), typeof(CaseWatchEndData)],
            Examples = [new("After an event that there is not", All + "/watch?after=yesterday", 400)],
        },
        new("GET", One, ShowAsync, "One case with everything that there is to decide on.")
        {
            Parameters = [CaseId], Data = typeof(CaseDetailData), Problems = [404], Examples = [new("None of this name", $"{All}/{Unknown}", 404)],
        },
        new("GET", One + "/context", ContextAsync, "What was said in the case's channel before, as far as the caller may read it, and how similar cases ended.")
        {
            Parameters = [CaseId], Data = typeof(CaseContextData), Problems = [404], Examples = [new("None of this name", $"{All}/{Unknown}/context", 404)],
        },
        new("GET", One + "/receipt", ReceiptAsync, "The decisions on the case's message, provable, for those who may see the case. 404 with Retry-After while the ledger has none.")
        {
            Parameters = [CaseId], Data = typeof(ProvedEntriesData), Problems = [404], Examples = [new("None of this name", $"{All}/{Unknown}/receipt", 404)],
        },
        new("POST", One + "/raw", LookAsync, "Shows the case's message as it came, before inspection took something out of it, to those who may look; who looks and why is recorded before.")
        {
            Parameters = [CaseId], Body = typeof(RawLookData), Data = typeof(RawContentData), Problems = [403, 404, 409],
            Examples = [new("None of this name", $"{All}/{Unknown}/raw", 404, Looking)],
        },
        new("POST", One + "/vote", call => VoteAsync(call, "case_id"), "Casts the caller's vote, or puts another in its place. The answer shows the case after it.")
        {
            Parameters = [CaseId], Body = typeof(VoteRequestData), Data = typeof(CaseDetailData), Problems = [403, 404, 409],
            Examples = [new("None of this name", $"{All}/{Unknown}/vote", 404, Approve)],
        },
        new("POST", One + "/comment", call => SayAsync(call, review.CommentAsync), "Adds a remark for the others who decide.")
        {
            Parameters = [CaseId], Body = typeof(CaseTextData), Data = typeof(CaseDetailData), Problems = [403, 404, 409],
            Examples = [new("None of this name", $"{All}/{Unknown}/comment", 404, Said)],
        },
        new("POST", One + "/escalate", call => SayAsync(call, review.EscalateAsync), "Asks the rule's next level at once.")
        {
            Parameters = [CaseId], Body = typeof(CaseTextData), Data = typeof(CaseDetailData), Problems = [403, 404, 409],
            Examples = [new("None of this name", $"{All}/{Unknown}/escalate", 404, Said)],
        },
        new("POST", One + "/cancel", call => SayAsync(call, review.CancelAsync), "Ends the case undecided: its sender withdraws the message, or someone who may decide stops it.")
        {
            Parameters = [CaseId], Body = typeof(CaseTextData), Data = typeof(CaseDetailData), Problems = [403, 404, 409],
            Examples = [new("None of this name", $"{All}/{Unknown}/cancel", 404, Said)],
        },
        new("POST", Approval, call => VoteAsync(call, "approval_id"), "Submits a decision: the same as the vote on the case of this id.")
        {
            Parameters = [ApiParameter.Path("approval_id", "The case.")], Body = typeof(VoteRequestData), Data = typeof(CaseDetailData), Problems = [403, 404, 409],
            Examples = [new("None of this name", $"/api/v1/approval/{Unknown}", 404, Approve)],
        },
    ];

    private async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        if (call.Number("limit", DefaultLimit, 1, MaxLimit) is not { } limit)
        {
            return ApiAnswer.Invalid($"The parameter limit must be 1 to {MaxLimit}.");
        }

        var after = call.Query(ApiCursor.Parameter) is { } cursor ? ApiCursor.Read(cursor) : "";
        if (after is null)
        {
            return ApiAnswer.Invalid($"The parameter {ApiCursor.Parameter} is none of ours.");
        }

        CaseState? state = null;
        if (call.Query("state") is { } text)
        {
            if (!CaseNames.TryParse(text, out CaseState named))
            {
                return ApiAnswer.Invalid("The parameter state has a value that is not known here.");
            }

            state = named;
        }

        var filter = new CaseFilter(state, call.Query("sender") ?? "", call.Query("group") ?? "", after, limit, call.Query("over") == "true", call.Query("text") ?? "");
        var listed = await review.ListAsync(call.Caller, filter);
        return !listed.IsOk ? listed.Refusal : new ApiAnswer
        {
            Data = new CaseListData([.. listed.Value.Cases.Select(CaseData.Of)], listed.Value.Open),
            Pagination = Pagination.Of(listed.Value.Cases.Length, listed.Value.Next.Length == 0 ? null : ApiCursor.Write(listed.Value.Next)),
        };
    }

    private async Task<ApiAnswer> ShowAsync(ApiCall call) => Answer(await review.ShowAsync(call.Caller, call.Route("case_id")));

    private async Task<ApiAnswer> ContextAsync(ApiCall call)
    {
        var shown = await review.ShowAsync(call.Caller, call.Route("case_id"));
        return shown.IsOk ? ApiAnswer.Of(CaseContextData.Of(await contexts.AroundAsync(call.Caller, shown.Value))) : shown.Refusal;
    }

    private async Task<ApiAnswer> ReceiptAsync(ApiCall call)
    {
        var receipt = await review.CaseReceiptAsync(call.Caller, call.Route("case_id"));
        return receipt.IsOk ? ApiAnswer.Of(ProvedEntriesData.Of(receipt.Value)) : receipt.Refusal;
    }

    private async Task<ApiAnswer> LookAsync(ApiCall call)
    {
        var reason = VoteReading.ReadText(call, "reason");
        if (!reason.IsOk)
        {
            return reason.Refusal;
        }

        var raw = await review.LookAsync(call.Caller, call.Route("case_id"), reason.Value);
        return raw.IsOk ? ApiAnswer.Of(RawContentData.Of(raw.Value)) : raw.Refusal;
    }

    private async Task<ApiAnswer> VoteAsync(ApiCall call, string parameter)
    {
        var shown = await review.ShowAsync(call.Caller, call.Route(parameter));
        if (!shown.IsOk)
        {
            return shown.Refusal;
        }

        var ballot = VoteReading.Read(call, shown.Value);
        return ballot.IsOk ? Answer(await review.VoteAsync(call.Caller, call.Route(parameter), ballot.Value)) : ballot.Refusal;
    }

    private static async Task<ApiAnswer> SayAsync(ApiCall call, Func<Caller, string, string, Task<Result<CaseView>>> say)
    {
        var text = VoteReading.ReadText(call);
        return text.IsOk ? Answer(await say(call.Caller, call.Route("case_id"), text.Value)) : text.Refusal;
    }

    private static ApiAnswer Answer(Result<CaseView> result) => result.IsOk ? ApiAnswer.Of(CaseDetailData.Of(result.Value)) : result.Refusal;
}
