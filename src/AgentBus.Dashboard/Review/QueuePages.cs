using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>What waits for people.</summary>
internal sealed class QueuePages : IPageGroup
{
    /// <inheritdoc/>
    public IEnumerable<PageOperation> Operations => [new(HttpMethods.Get, DashboardPaths.Queue, ShowAsync)];

    private static Task<PageAnswer> ShowAsync(PageCall call) => Task.FromResult<PageAnswer>(PageAnswer.PageOf<Components.QueuePage>("Queue"));
}
