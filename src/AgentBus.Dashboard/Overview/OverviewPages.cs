using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>How things are.</summary>
internal sealed class OverviewPages : IPageGroup
{
    /// <inheritdoc/>
    public IEnumerable<PageOperation> Operations => [new(HttpMethods.Get, DashboardPaths.Overview, ShowAsync)];

    private static Task<PageAnswer> ShowAsync(PageCall call) => Task.FromResult<PageAnswer>(PageAnswer.PageOf<Components.OverviewPage>("Overview"));
}
