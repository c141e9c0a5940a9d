using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>What people decided.</summary>
internal sealed class DecidedPages : IPageGroup
{
    /// <inheritdoc/>
    public IEnumerable<PageOperation> Operations => [new(HttpMethods.Get, DashboardPaths.Decided, ShowAsync)];

    private static Task<PageAnswer> ShowAsync(PageCall call) => Task.FromResult<PageAnswer>(PageAnswer.PageOf<Components.DecidedPage>("Decided"));
}
