using AgentBus.Model;
using AgentBus.Services;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>The keys with which reviewers sign. Private halves are made in browsers and never come here.</summary>
internal sealed class KeysPages(CaseReview review) : IPageGroup
{
    /// <summary>The part that is written anew.</summary>
    public const string List = DashboardPaths.Keys + "/list";

    private const string One = DashboardPaths.Keys + "/{key_id}";

    /// <inheritdoc/>
    public IEnumerable<PageOperation> Operations =>
    [
        new(HttpMethods.Get, DashboardPaths.Keys, ShowAsync),
        new(HttpMethods.Get, List, ListAsync),
        new(HttpMethods.Post, DashboardPaths.Keys, call => ChangeAsync(review.RegisterKeyAsync(call.Caller, call.Form("public_key"), call.Form("bootstrap_token").Trim()))),
        new(HttpMethods.Post, One + "/confirm", call => ChangeAsync(review.ConfirmKeyAsync(call.Caller, call.Route("key_id")))),
        new(HttpMethods.Post, One + "/revoke", call => ChangeAsync(review.RevokeKeyAsync(call.Caller, call.Route("key_id")))),
    ];

    private async Task<PageAnswer> ShowAsync(PageCall call)
    {
        var listed = await review.KeysAsync(call.Caller);
        return listed.IsOk || listed.Refusal.Code == Code.PermissionDenied
            ? PageAnswer.PageOf<Components.KeysPage>(
                "Keys", (nameof(Components.KeysPage.Keys), listed.Value), (nameof(Components.KeysPage.WhyNot), listed.Refusal?.Reason ?? ""), (nameof(Components.KeysPage.Viewer), call.Viewer)) with
            {
                Modules = ["keys.js"],
            }
            : listed.Refusal;
    }

    private async Task<PageAnswer> ListAsync(PageCall call)
    {
        var listed = await review.KeysAsync(call.Caller);
        return listed.IsOk
            ? PageAnswer.FragmentOf<Components.KeyList>((nameof(Components.KeyList.Keys), listed.Value), (nameof(Components.KeyList.Viewer), call.Viewer))
            : listed.Refusal;
    }

    private static async Task<PageAnswer> ChangeAsync(Task<Result<ReviewerKey>> change)
    {
        var changed = await change;
        return changed.IsOk ? PageAnswer.SeeOther(DashboardPaths.Keys) : changed.Refusal;
    }
}
