using AgentBus.Services;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>
/// What was sent, before inspection took something out of it. It is in the answer to a form and nowhere else, so no address leads to it, and each look is asked for anew;
/// that somebody looked is on record before they see it.
/// </summary>
internal sealed class RawContentPages(CaseReview review) : IPageGroup
{
    /// <inheritdoc/>
    public IEnumerable<PageOperation> Operations => [new(HttpMethods.Post, DashboardPaths.Cases + "/{case_id}/raw", LookAsync)];

    private async Task<PageAnswer> LookAsync(PageCall call)
    {
        var caseId = call.Route("case_id");
        var raw = await review.LookAsync(call.Caller, caseId, call.Form("reason").Trim());
        if (!raw.IsOk)
        {
            return raw.Refusal;
        }

        var shown = await review.ShowAsync(call.Caller, caseId);
        if (!shown.IsOk)
        {
            return shown.Refusal;
        }

        return call.Context.Request.Headers.ContainsKey(PageWriter.FragmentHeader)
            ? PageAnswer.FragmentOf<Components.RawShown>((nameof(Components.RawShown.Raw), raw.Value), (nameof(Components.RawShown.Case), shown.Value))
            : PageAnswer.PageOf<Components.RawPage>("What was sent", (nameof(Components.RawPage.Raw), raw.Value), (nameof(Components.RawPage.Case), shown.Value));
    }
}
