using System.Globalization;
using System.Text;
using AgentBus.Services;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>What waits for people, in the order in which to look at it.</summary>
internal sealed class QueuePages(CaseReview review) : IPageGroup
{
    private const int Limit = 200;
    private const int MostShown = 99;

    /// <inheritdoc/>
    public IEnumerable<PageOperation> Operations =>
    [
        new(HttpMethods.Get, DashboardPaths.Queue, ShowAsync),
        new(HttpMethods.Get, DashboardPaths.Queue + "/list", ListAsync),
        new(HttpMethods.Get, DashboardPaths.Queue + "/icon/{count}", IconAsync),
    ];

    private async Task<PageAnswer> ShowAsync(PageCall call)
    {
        var query = QueueQuery.Of(call);
        var listed = await review.ListAsync(call.Caller, query.Filter(isOver: false, Limit));
        return !listed.IsOk ? listed.Refusal : PageAnswer.PageOf<Components.QueuePage>(
            "Queue", (nameof(Components.QueuePage.Query), query), (nameof(Components.QueuePage.Page), listed.Value)) with
        {
            Modules = ["queue.js"],
        };
    }

    private async Task<PageAnswer> ListAsync(PageCall call)
    {
        var query = QueueQuery.Of(call);
        var listed = await review.ListAsync(call.Caller, query.Filter(isOver: false, Limit));
        return !listed.IsOk ? listed.Refusal : PageAnswer.FragmentOf<Components.QueueList>(
            (nameof(Components.QueueList.Query), query), (nameof(Components.QueueList.Page), listed.Value));
    }

    // The icon of the page with the number of cases in it; a picture that a script draws is none of ours to the browser.
    private static Task<PageAnswer> IconAsync(PageCall call)
    {
        _ = int.TryParse(call.Route("count"), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        var text = count > MostShown ? $"{MostShown}+" : count.ToString(CultureInfo.InvariantCulture);
        var svg = $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#a3212a"/><text x="16" y="22" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="{(text.Length > 2 ? 14 : 18)}" fill="#fff">{text}</text></svg>
            """;
        return Task.FromResult<PageAnswer>(new PageAnswer.Content(Encoding.UTF8.GetBytes(svg), "image/svg+xml"));
    }
}
