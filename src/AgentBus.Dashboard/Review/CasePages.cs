using System.Globalization;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using AgentBus.Services;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>One case, with everything that there is to decide on, and what a reviewer does with it. Nothing here can sign: votes come signed, or unsigned.</summary>
internal sealed class CasePages(CaseReview review, CaseContexts contexts) : IPageGroup
{
    private const string One = DashboardPaths.Cases + "/{case_id}";
    private static readonly Refusal NoChoice = new(Code.MessageInvalid, "The vote says neither approve, nor reject, nor abstain.");
    private static readonly Refusal NoTime = new(Code.MessageInvalid, "The time at which the signature ends cannot be read.");

    /// <inheritdoc/>
    public IEnumerable<PageOperation> Operations =>
    [
        new(HttpMethods.Get, One, ShowAsync),
        new(HttpMethods.Get, One + "/now", NowAsync),
        new(HttpMethods.Get, One + "/receipt.json", ReceiptAsync),
        new(HttpMethods.Post, One + "/vote", VoteAsync),
        new(HttpMethods.Post, One + "/comment", call => SayAsync(call, review.CommentAsync)),
        new(HttpMethods.Post, One + "/escalate", call => SayAsync(call, review.EscalateAsync)),
        new(HttpMethods.Post, One + "/cancel", call => SayAsync(call, review.CancelAsync)),
    ];

    private static string Id(PageCall call) => call.Route("case_id");

    private async Task<PageAnswer> ShowAsync(PageCall call)
    {
        var shown = await review.ShowAsync(call.Caller, Id(call));
        if (!shown.IsOk)
        {
            return shown.Refusal;
        }

        var around = await contexts.AroundAsync(call.Caller, shown.Value);
        return PageAnswer.PageOf<Components.CaseDetail>(
            CaseWords.Title(shown.Value.Summary), (nameof(Components.CaseDetail.Case), shown.Value), (nameof(Components.CaseDetail.Around), around)) with
        {
            Modules = ["case.js", "raw.js", "receipts.js"],
        };
    }

    private async Task<PageAnswer> NowAsync(PageCall call) => Now(await review.ShowAsync(call.Caller, Id(call)));

    private async Task<PageAnswer> VoteAsync(PageCall call)
    {
        var ballot = Ballot(call);
        return ballot.IsOk ? Done(call, await review.VoteAsync(call.Caller, Id(call), ballot.Value)) : ballot.Refusal;
    }

    private static async Task<PageAnswer> SayAsync(PageCall call, Func<Caller, string, string, Task<Result<CaseView>>> say) =>
        Done(call, await say(call.Caller, Id(call), call.Form("text").Trim()));

    private async Task<PageAnswer> ReceiptAsync(PageCall call)
    {
        var receipt = await review.CaseReceiptAsync(call.Caller, Id(call));
        return receipt.IsOk
            ? new PageAnswer.Content(ReceiptJson.Of(receipt.Value), "application/json") { FileName = $"receipt-{Id(call)}.json" }
            : receipt.Refusal;
    }

    private static Result<VoteBallot> Ballot(PageCall call)
    {
        if (!CaseNames.TryParse(call.Form("vote"), out VoteChoice choice))
        {
            return NoChoice;
        }

        var expires = DateTimeOffset.UnixEpoch;
        if (call.Form("expires") is { Length: > 0 } text && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out expires))
        {
            return NoTime;
        }

        _ = long.TryParse(call.Form("policy_revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var revision);
        return new VoteBallot(choice, call.Form("reason").Replace("\r\n", "\n", StringComparison.Ordinal), call.Form("digest"), call.Form("key_id"), call.Form("signature"), revision, expires);
    }

    // A module puts what is so now in its place; without one the page is shown anew.
    private static PageAnswer Done(PageCall call, Result<CaseView> done) =>
        !done.IsOk ? done.Refusal
        : call.Context.Request.Headers.ContainsKey(PageWriter.FragmentHeader) ? Now(done)
        : PageAnswer.SeeOther($"{DashboardPaths.Cases}/{done.Value.Summary.CaseId}");

    private static PageAnswer Now(Result<CaseView> shown) =>
        shown.IsOk ? PageAnswer.FragmentOf<Components.CaseNow>((nameof(Components.CaseNow.Case), shown.Value)) : shown.Refusal;
}
