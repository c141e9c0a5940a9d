using AgentBus.Services;

namespace AgentBus.Silo.Http;

/// <summary>Receipts that can be proved: for each decision on a message its entry in the ledger, the proof that it is there, and the signed head.</summary>
internal sealed class ReceiptsApi(CaseReview review) : IApiGroup
{
    private const string Pattern = "/api/v1/receipts/{message_id}";

    /// <inheritdoc/>
    public string Name => "Receipts";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", Pattern, ReadAsync, "The decisions on a message that the caller sent or got, provable; an auditor's on any. 404 with Retry-After while the ledger has none.")
        {
            Parameters = [ApiParameter.Path("message_id", "The message.")],
            Data = typeof(ProvedEntriesData),
            Problems = [404],
            Examples = [new("A message that was never sent", "/api/v1/receipts/none-of-this-id", 404)],
        },
    ];

    private async Task<ApiAnswer> ReadAsync(ApiCall call)
    {
        var receipts = await review.ReceiptsAsync(call.Caller, call.Route("message_id"));
        return receipts.IsOk ? ApiAnswer.Of(ProvedEntriesData.Of(receipts.Value)) : receipts.Refusal;
    }
}
