using AgentBus.Services;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>How the viewer's tenant is doing.</summary>
internal sealed class OverviewPages(CaseReview review) : IPageGroup
{
    /// <summary>The part that is written anew as figures change.</summary>
    public const string Figures = DashboardPaths.Overview + "/figures";

    /// <inheritdoc/>
    public IEnumerable<PageOperation> Operations =>
    [
        new(HttpMethods.Get, DashboardPaths.Overview, ShowAsync),
        new(HttpMethods.Get, Figures, RefreshAsync),
    ];

    private async Task<PageAnswer> ShowAsync(PageCall call)
    {
        var figures = await review.FiguresAsync(call.Caller);
        return figures.IsOk ? PageAnswer.PageOf<Components.OverviewPage>("Overview", (nameof(Components.OverviewPage.Figures), figures.Value)) : figures.Refusal;
    }

    private async Task<PageAnswer> RefreshAsync(PageCall call)
    {
        var figures = await review.FiguresAsync(call.Caller);
        return figures.IsOk ? PageAnswer.FragmentOf<Components.OverviewFigures>((nameof(Components.OverviewFigures.Figures), figures.Value)) : figures.Refusal;
    }
}
